import { Problem } from '../../problem/problem.ts';
import { readBatchTasks } from '../../task/batch/batchTasks.ts';
import type { Registry } from '../../task/registry.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { RecordSource } from './askedFor.ts';
import { planHashes } from './evidence.ts';
import type { LargePlanner } from './largePlanner.ts';
import { LookCalls, type Expected } from './lookCalls.ts';
import { startLookThread, type LookThread, type StoreReads } from './lookThread.ts';
import type { Asked } from './planFeeder.ts';
import type { Plan, StreamOptions } from './planNode.ts';
import { streamPlan } from './planStream.ts';
import type { PlanPlaces } from './planChunk.ts';
import { planRemembered } from './remembered/planRemembered.ts';

/**
 * Plans on the calling thread, in slices, with a second thread for the disk: for a command line,
 * which has nothing else to do, this spares starting the threads of `PlanThreads`.
 */
export class PlanHere implements LargePlanner {
  readonly #registry: Registry;
  readonly #workspace: Workspace;
  readonly #program: string | undefined;
  #store: StoreReads | undefined;
  #mayWrite = false;
  #look: LookThread | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  /** `program` tells builds of the app apart; without it no batch is remembered. */
  constructor(registry: Registry, workspace: Workspace, program: string | undefined) {
    this.#registry = registry;
    this.#workspace = workspace;
    this.#program = program;
  }

  read(store: StoreReads | undefined, mayWrite: boolean): void {
    this.#store = store;
    this.#mayWrite = mayWrite;
  }

  warm(): void {
    this.#look ??= startLookThread(() => this.#store);
  }

  plan(asked: Asked, options: StreamOptions, signal?: AbortSignal): Promise<Plan> {
    const plan = this.#turn.then(() => this.#planNow(asked, options, signal));
    this.#turn = plan.catch(() => undefined); // the caller hears of it
    return plan;
  }

  async close(): Promise<void> {
    await this.#look?.end();
    this.#look = undefined;
  }

  async #planNow(asked: Asked, options: StreamOptions, signal?: AbortSignal): Promise<Plan> {
    const { port, statted, worker, prepare } = (this.#look ??= startLookThread(() => this.#store));
    const died = new Promise<never>((_resolve, reject) => {
      worker.once('error', reject);
      worker.once('exit', (code) => reject(lookEnded(code)));
    });
    died.catch(() => (this.#look = undefined)); // the next plan starts another
    const calls = new LookCalls(port, statted);
    const begin = (expected: Expected | undefined) => {
      prepare(expected);
      calls.begin(expected);
    };
    try {
      return await Promise.race([died, this.#stream(asked, options, calls, begin, signal)]);
    } finally {
      worker.removeAllListeners('error').removeAllListeners('exit');
      calls.end();
    }
  }

  async #stream(
    asked: Asked,
    options: StreamOptions,
    calls: LookCalls,
    begin: (expected: Expected | undefined) => void,
    signal: AbortSignal | undefined,
  ): Promise<Plan> {
    const registry = this.#registry;
    const notes = new Set<string>();
    const places = {
      workspace: this.#workspace,
      registry,
      look: calls.look,
      records: {
        recordsWithIds: async (ids) => (await this.#store?.recordsWithIds(ids)) ?? [],
      } satisfies RecordSource,
      hashes: planHashes(),
    };
    const remembered = await this.#remembered(asked, options, places, calls, begin, signal);
    if (remembered !== undefined) return remembered.collected.plan(remembered.notes);
    begin(asked.expected);
    const tasks =
      'batch' in asked
        ? readBatchTasks(registry, asked.batch.request, asked.batch.places, asked.bytes, notes)
        : asked.tasks;
    const collected = await streamPlan(
      tasks,
      places,
      { ...options, expected: asked.expected?.tasks ?? 0 },
      signal,
    );
    return collected.plan([...notes]);
  }

  async #remembered(
    asked: Asked,
    options: StreamOptions,
    places: PlanPlaces,
    calls: LookCalls,
    begin: (expected: Expected | undefined) => void,
    signal: AbortSignal | undefined,
  ): ReturnType<typeof planRemembered> {
    const [program, store] = [this.#program, this.#store];
    if (program === undefined || store === undefined || !isPlain(options)) return undefined;
    if (!('batch' in asked) || asked.path === undefined) return undefined;
    const onDisk = { ...asked, path: asked.path };
    const remembering = { program, store, mayWrite: this.#mayWrite, begin };
    return planRemembered(onDisk, places, calls, remembering, signal);
  }
}

/** Only where complete tasks are counted, not told one by one, and judged by their times alone. */
function isPlain({ keepAll, force, verify }: StreamOptions): boolean {
  return keepAll !== true && force !== true && verify !== true;
}

function lookEnded(code: number): Problem {
  return new Problem(
    'planner-crashed',
    `the thread that looks at the disk ended: exit code ${code}`,
    {
      advice: 'Try again; the tasks that it looked at may need more memory than there is',
    },
  );
}
