import { Problem } from '../../problem/problem.ts';
import { readBatchTasks } from '../../task/batch/batchTasks.ts';
import type { Registry } from '../../task/registry.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { RecordSource } from './askedFor.ts';
import { planHashes } from './evidence.ts';
import type { LargePlanner } from './largePlanner.ts';
import { LookCalls } from './lookCalls.ts';
import { startLookThread, type LookThread, type StoreReads } from './lookThread.ts';
import type { Asked } from './planFeeder.ts';
import type { Plan, StreamOptions } from './planNode.ts';
import { streamPlan } from './planStream.ts';

/**
 * Plans on the calling thread, in slices, with a second thread for the disk: for a command line,
 * which has nothing else to do, this spares starting the threads of `PlanThreads`.
 */
export class PlanHere implements LargePlanner {
  readonly #registry: Registry;
  readonly #workspace: Workspace;
  #store: StoreReads | undefined;
  #look: LookThread | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(registry: Registry, workspace: Workspace) {
    this.#registry = registry;
    this.#workspace = workspace;
  }

  read(store: StoreReads | undefined): void {
    this.#store = store;
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
    prepare(asked.expected);
    const died = new Promise<never>((_resolve, reject) => {
      worker.once('error', reject);
      worker.once('exit', (code) => reject(lookEnded(code)));
    });
    died.catch(() => (this.#look = undefined)); // the next plan starts another
    const calls = new LookCalls(port, statted);
    try {
      return await Promise.race([died, this.#stream(asked, options, calls, signal)]);
    } finally {
      worker.removeAllListeners('error').removeAllListeners('exit');
      calls.end();
    }
  }

  async #stream(
    asked: Asked,
    options: StreamOptions,
    calls: LookCalls,
    signal: AbortSignal | undefined,
  ): Promise<Plan> {
    const registry = this.#registry;
    const notes = new Set<string>();
    await calls.begin(asked.expected);
    const tasks =
      'batch' in asked
        ? readBatchTasks(registry, asked.batch.request, asked.batch.places, asked.bytes, notes)
        : asked.tasks;
    const places = {
      workspace: this.#workspace,
      registry,
      look: calls.look,
      records: {
        recordsWithIds: async (ids) => (await this.#store?.recordsWithIds(ids)) ?? [],
      } satisfies RecordSource,
      hashes: planHashes(),
    };
    const collected = await streamPlan(
      tasks,
      places,
      { ...options, expected: asked.expected?.tasks ?? 0 },
      signal,
    );
    return collected.plan([...notes]);
  }
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
