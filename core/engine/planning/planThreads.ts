import { MessageChannel, Worker } from 'node:worker_threads';
import { fromProblemData, Problem, toProblemData } from '../../problem/problem.ts';
import type { Registry } from '../../task/registry.ts';
import type { TaskId } from '../../task/task.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { endThread } from '../endThread.ts';
import type { ToWorker } from '../job.ts';
import { startLookThread, youngMegabytes, type LookThread, type StoreReads } from './lookThread.ts';
import type { LargePlanner } from './largePlanner.ts';
import { PlanFeeder, type Asked } from './planFeeder.ts';
import type { FromPlanner, RecordCall, RecordReply, ToPlanner } from './planMessages.ts';
import type { Plan, PlanNode, StreamOptions } from './planNode.ts';
import { PlanDecoder } from './planWire.ts';
import { answerCalls } from './portCalls.ts';

interface Threads {
  readonly planner: Worker;
  readonly look: LookThread;
}

/**
 * The threads that plan: one makes ids and judges, one looks at the disk; this side feeds them and
 * reads the store for them. Started when first needed, kept for the next plan.
 */
export class PlanThreads implements LargePlanner {
  readonly #entry: URL;
  readonly #data: object;
  readonly #registry: Registry;
  readonly #workspace: Workspace;
  #store: StoreReads | undefined;
  #threads: Threads | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  #open: ((error: unknown) => void) | undefined;
  #onMessage: (message: FromPlanner) => void = () => undefined;
  #closed = false;

  /** `entry` is the module of the engine's workers, which knows the families. */
  constructor(entry: URL, data: object, registry: Registry, workspace: Workspace) {
    this.#entry = entry;
    this.#data = data;
    this.#registry = registry;
    this.#workspace = workspace;
  }

  /** What is recorded; before this, nothing is. */
  read(store: StoreReads | undefined): void {
    this.#store = store;
  }

  /** Starts the threads before they are needed. */
  warm(): void {
    if (!this.#closed) this.#threads ??= this.#start();
  }

  /**
   * One plan after the other. Ending it by `signal` ends the threads; the next plan starts new ones.
   *
   * @throws Problem of the batch or the tasks | `cancelled` | `planner-crashed`
   */
  plan(asked: Asked, options: StreamOptions, signal?: AbortSignal): Promise<Plan> {
    const plan = this.#turn.then(() => this.#planNow(asked, options, signal));
    this.#turn = plan.catch(() => undefined); // the caller hears of it
    return plan;
  }

  /** A window plans what it shows task by task; there is nothing to remember. */
  remember(): Promise<void> {
    return Promise.resolve();
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#end(new Problem('cancelled', 'the workspace was closed while planning'));
  }

  #planNow(asked: Asked, options: StreamOptions, signal?: AbortSignal): Promise<Plan> {
    const { planner, look } = (this.#threads ??= this.#start());
    look.prepare(asked.expected);
    const nodes: PlanNode[] = [];
    const byId = new Map<TaskId, PlanNode>();
    const decoder = new PlanDecoder(this.#registry);
    return new Promise<Plan>((resolve, reject) => {
      const stop = () => void this.#end(new Problem('cancelled', 'planning was cancelled'));
      const settle =
        <T>(end: (value: T) => void) =>
        (value: T) => {
          this.#open = undefined;
          signal?.removeEventListener('abort', stop);
          feeder.stop();
          planner.unref();
          end(value);
        };
      this.#open = settle(reject);
      const feeder = new PlanFeeder((message) => planner.postMessage(message));
      this.#onMessage = (message) => {
        switch (message.type) {
          case 'taken':
            feeder.taken();
            break;
          case 'part':
            for (const planned of decoder.decode(message.part)) {
              nodes.push(planned);
              byId.set(planned.node.id, planned);
            }
            planner.postMessage({ type: 'part-taken' } satisfies ToPlanner);
            break;
          case 'planned':
            settle(resolve)(planOf(nodes, byId, message));
            break;
          case 'problem':
            settle(reject)(fromProblemData(message.problem));
            break;
        }
      };
      if (signal?.aborted === true) stop();
      signal?.addEventListener('abort', stop, { once: true });
      planner.ref();
      const batch = 'batch' in asked ? asked.batch : undefined;
      const workspace = this.#workspace;
      const { expected } = asked;
      const { force = false, verify = false, keepAll = false } = options;
      const plain = { force, verify, keepAll };
      const message: ToPlanner = { type: 'plan', workspace, options: plain, batch, expected };
      planner.postMessage(message);
      void feeder.feed(asked);
    });
  }

  #start(): Threads {
    const look = startLookThread(() => this.#store);
    const records = new MessageChannel();
    const planner = new Worker(this.#entry, {
      workerData: { ...this.#data, writer: 'planner' },
      name: 'planner',
      resourceLimits: { maxYoungGenerationSizeMb: youngMegabytes },
    });
    planner.postMessage(
      {
        type: 'serve-plans',
        look: look.port,
        statted: look.statted,
        records: records.port2,
      } satisfies ToPlanner,
      [look.port, records.port2],
    );
    answerCalls<RecordCall, RecordReply>(
      records.port1,
      async ({ ids }) => (await this.#store?.recordsWithIds(ids)) ?? [],
    );
    records.port1.unref();
    planner.unref();
    const threads = { planner, look };
    for (const worker of [planner, look.worker]) {
      worker.on('error', (error) => void this.#ended(threads, toProblemData(error).message));
      worker.on('exit', (code) => void this.#ended(threads, `exit code ${code}`));
    }
    planner.on('message', (message: FromPlanner) => {
      if (this.#threads === threads) this.#onMessage(message);
    });
    return threads;
  }

  #ended(threads: Threads, how: string): Promise<void> {
    if (this.#threads !== threads) return Promise.resolve();
    return this.#end(
      new Problem('planner-crashed', `the thread that plans ended: ${how}`, {
        advice: 'Try again; the tasks that it planned may need more memory than there is',
      }),
    );
  }

  async #end(problem: Problem): Promise<void> {
    const threads = this.#threads;
    this.#threads = undefined;
    const busy = this.#open !== undefined;
    this.#open?.(problem);
    if (threads === undefined) return;
    const { planner, look } = threads;
    const ask = () => planner.postMessage({ type: 'end' } satisfies ToWorker);
    await Promise.all(
      busy ? [planner.terminate(), look.worker.terminate()] : [endThread(planner, ask), look.end()],
    );
  }
}

function planOf(
  nodes: readonly PlanNode[],
  byId: ReadonlyMap<TaskId, PlanNode>,
  { counted, unneeded, notes, touched }: Extract<FromPlanner, { type: 'planned' }>,
): Plan {
  const unlisted = [...counted.values()].reduce((sum, count) => sum + count, 0);
  return { nodes, byId, counted, unneeded, planned: nodes.length + unlisted, notes, touched };
}
