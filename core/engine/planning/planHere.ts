import { Problem } from '../../problem/problem.ts';
import { readBatchTasks } from '../../task/batch/batchTasks.ts';
import type { Registry } from '../../task/registry.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { planHashes } from './evidence.ts';
import type { LargePlanner } from './largePlanner.ts';
import { look, type LookAt } from './look.ts';
import { LookCalls, type Expected } from './lookCalls.ts';
import { startLookThread, type LookThread, type StoreReads } from './lookThread.ts';
import type { PlanPlaces } from './planChunk.ts';
import type { PlanCollector } from './planCollector.ts';
import type { Asked } from './planFeeder.ts';
import type { Plan, StreamOptions } from './planNode.ts';
import { nextTurn, streamPlan } from './planStream.ts';
import { planRemembered } from './remembered/planRemembered.ts';
import { PlanStamps } from './stampSource.ts';
import { noStats, takeStats } from './takeStats.ts';

/** What a plan is made with while the look thread is there for it. */
interface Looking {
  readonly places: PlanPlaces;
  readonly calls: LookCalls;
  /** Before tasks are looked at. */
  readonly begin: (expected: Expected | undefined) => void;
}

/** Tasks from which on another thread is worth its start, and a memory its file. */
export const worthThread = 1000;
/** Stats without a turn for anything else, in milliseconds. */
const slice = 10;

interface Planned {
  readonly collected: PlanCollector;
  readonly notes: readonly string[];
}

/**
 * Plans on the calling thread, with a thread for what is on disk: for a command, whose process has
 * nothing else to do, this spares starting the threads of `PlanThreads`. Remembers large batches.
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
    const plan = ({ collected, notes }: Planned): Plan => collected.plan(notes);
    const { expected } = asked;
    if (this.#look === undefined && expected !== undefined && expected.tasks < worthThread) {
      return this.#afresh(asked, options, this.#placesWith(this.#lookHere(expected)), signal).then(
        plan,
      );
    }
    return this.#inTurn(async (looking) => {
      const remembered = await this.#remembered(asked, options, looking, signal);
      if (remembered !== undefined) return plan(remembered);
      looking.begin(expected);
      return plan(await this.#afresh(asked, options, looking.places, signal));
    });
  }

  async remember(asked: Asked): Promise<void> {
    if (asked.expected !== undefined && asked.expected.tasks < worthThread) return;
    await this.#inTurn((looking) => this.#remembered(asked, {}, looking, undefined));
  }

  async close(): Promise<void> {
    await this.#look?.end();
    this.#look = undefined;
  }

  #inTurn<T>(step: (looking: Looking) => Promise<T>): Promise<T> {
    const done = this.#turn.then(() => this.#withLook(step));
    this.#turn = done.catch(() => undefined); // the caller hears of it
    return done;
  }

  async #withLook<T>(step: (looking: Looking) => Promise<T>): Promise<T> {
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
      const places = this.#placesWith(calls.look);
      return await Promise.race([died, step({ places, calls, begin })]);
    } finally {
      worker.removeAllListeners('error').removeAllListeners('exit');
      calls.end();
    }
  }

  #placesWith(look: LookAt): PlanPlaces {
    return {
      workspace: this.#workspace,
      registry: this.#registry,
      look,
      records: { recordsWithIds: async (ids) => (await this.#store?.recordsWithIds(ids)) ?? [] },
      hashes: planHashes(),
    };
  }

  /** A few tasks are looked at sooner than a thread has started. */
  #lookHere(expected: Expected): LookAt {
    const store = this.#store;
    const { of } =
      store === undefined ? { of: () => Promise.resolve([]) } : new PlanStamps(store, expected);
    return async (request) => {
      // They may require many others: this thread must hear of Ctrl C in between.
      const stats = noStats(request);
      for (let before = -1; before !== stats.done;) {
        before = stats.done;
        const until = performance.now() + slice;
        takeStats(request, stats, () => performance.now() < until);
        await nextTurn();
      }
      return look(request, of, stats);
    };
  }

  async #afresh(
    asked: Asked,
    options: StreamOptions,
    places: PlanPlaces,
    signal: AbortSignal | undefined,
  ): Promise<Planned> {
    const notes = new Set<string>();
    const tasks =
      'batch' in asked
        ? readBatchTasks(
            this.#registry,
            asked.batch.request,
            asked.batch.places,
            asked.bytes,
            notes,
          )
        : asked.tasks;
    const expected = asked.expected?.tasks ?? 0;
    const collected = await streamPlan(tasks, places, { ...options, expected }, signal);
    return { collected, notes: [...notes] };
  }

  async #remembered(
    asked: Asked,
    options: StreamOptions,
    { places, calls, begin }: Looking,
    signal: AbortSignal | undefined,
  ): Promise<Planned | undefined> {
    const [program, store] = [this.#program, this.#store];
    if (program === undefined || store === undefined || !isPlain(options)) return undefined;
    if (!('batch' in asked) || asked.path === undefined) return undefined;
    const { onWork } = options;
    const remembering = { program, store, mayWrite: this.#mayWrite, begin, onWork };
    return planRemembered({ ...asked, path: asked.path }, places, calls, remembering, signal);
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
