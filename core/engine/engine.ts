import { availableParallelism } from 'node:os';
import { Problem } from '../problem/problem.ts';
import { openStore } from '../store/openStore.ts';
import type { TaskRecord } from '../store/record.ts';
import type { Store } from '../store/store.ts';
import { defaultsOf } from '../task/defaults.ts';
import type { Places } from '../task/family.ts';
import type { Registry } from '../task/registry.ts';
import { RequestReader, requestTask, type ParameterTexts, type Request } from '../task/request.ts';
import { type Task, type TaskId } from '../task/task.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { acceptedRecord } from './accept.ts';
import { AttachServer, type AttachListener } from './attachServer.ts';
import { Recorder } from './recorder.ts';
import { lockHolder, takeLock, type EngineLock } from './lock.ts';
import type { LargePlanner } from './planning/largePlanner.ts';
import type { Asked } from './planning/planFeeder.ts';
import { PlanHere } from './planning/planHere.ts';
import { planInline } from './planning/planInline.ts';
import type { Plan, PlanNode, StreamOptions } from './planning/planNode.ts';
import { PlanThreads } from './planning/planThreads.ts';
import { WorkerPool } from './pool.ts';
import { clearLeftovers, foldJournals, nothingRecovered, type Recovery } from './recover.ts';
import { Run, type RunOptions } from './run.ts';
import { newRunId } from './runId.ts';
import { CommandRunner } from './commandRunner.ts';
import type { ServiceHost } from './service.ts';
import type { BoardClock } from './statusBoard.ts';
import { outputPaths } from './outputFolder.ts';
import { socketPath } from './socketPath.ts';
import type { EngineEvent, RunProgress, TaskStatus } from './status.ts';
import { explainNew, explainSmall } from './planning/explainNew.ts';
import { describeWhy } from './planning/why.ts';

export interface EngineOptions {
  readonly workspace: Workspace;
  readonly registry: Registry;
  /** Module that a worker thread starts with; it calls `serveWorker`. */
  readonly workerEntry: URL;
  /** Plain data for the workers, besides their name. */
  readonly workerData?: object;
  readonly workers?: number;
  /** Named to others who find the workspace taken. */
  readonly what: string;
  readonly clock?: BoardClock;
  readonly random?: () => number;
  /** Answers what running tasks ask of the engine; without one such tasks fail. */
  readonly services?: ServiceHost;
  /** A large plan comes next: the threads for it are started while the workspace is opened. */
  readonly manyTasks?: boolean;
  /** Nothing else happens in this process: large plans may keep it busy (a command line). */
  readonly planHere?: boolean;
  /** Tells this build of the app from others: with it, large batches that were complete are remembered. */
  readonly program?: string | undefined;
}

export const systemClock: BoardClock = {
  now: () => new Date(),
  elapsed: () => performance.now(),
};

/** Polite to the archive: as many connections as its client opens. */
const defaultLimits = { sas: 4 };

/**
 * The engine of one workspace: plans, runs, and what is recorded. Open it for writing (one at a
 * time) or for reading (any number).
 */
export class Engine {
  readonly workspace: Workspace;
  readonly registry: Registry;
  readonly recovery: Recovery;
  readonly #store: Store | undefined;
  readonly #lock: EngineLock | undefined;
  readonly #pool: WorkerPool;
  readonly #planning: LargePlanner;
  readonly #clock: BoardClock;
  readonly #commands = new CommandRunner();
  readonly #active = new Set<Run>();
  readonly #services: ServiceHost | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  #attach: AttachServer | undefined;
  readonly #random: () => number;

  private constructor(
    options: EngineOptions,
    store: Store | undefined,
    lock: EngineLock | undefined,
    recovery: Recovery,
    planning: LargePlanner,
  ) {
    this.#planning = planning;
    planning.read(store, lock !== undefined);
    this.workspace = options.workspace;
    this.registry = options.registry;
    this.recovery = recovery;
    this.#store = store;
    this.#lock = lock;
    const workers = options.workers ?? options.workspace.settings.workers ?? availableParallelism();
    this.#pool = new WorkerPool(options.workerEntry, workers, options.workerData);
    this.#clock = options.clock ?? systemClock;
    this.#random = options.random ?? Math.random;
    this.#services = options.services;
  }

  /**
   * Takes the workspace's lock, mends what a crash left, opens the store.
   *
   * @throws Problem `workspace-busy` | `workspace-read-only` | those of `openStore`
   */
  static async open(options: EngineOptions): Promise<Engine> {
    const { layout } = options.workspace;
    const lock = takeLock(layout.state, options.what, (options.clock ?? systemClock).now());
    const planning = largePlanner(options);
    try {
      const store = await openStore(layout.store, { mode: 'read-write', thorough: lock.tookOver });
      const cleared = lock.tookOver ? clearLeftovers(layout.outputs) : nothingRecovered;
      const folded = await foldJournals(layout.journal, store);
      const recovery = { ...nothingRecovered, ...cleared, ...folded };
      return new Engine(options, store, lock, recovery, planning);
    } catch (error) {
      lock.release();
      await planning.close();
      throw error;
    }
  }

  /** For looking only: no lock, nothing written, an absent store is an empty one. */
  static async openReader(options: EngineOptions): Promise<Engine> {
    const planning = largePlanner(options);
    const store = await openStore(options.workspace.layout.store, { mode: 'read-only' }).catch(
      (error: unknown) => {
        if (error instanceof Problem && error.code === 'no-store') return undefined;
        throw error;
      },
    );
    return new Engine(options, store, undefined, nothingRecovered, planning);
  }

  get workers(): number {
    return this.#pool.size;
  }

  get store(): Store | undefined {
    return this.#store;
  }

  /** Who else is working in the workspace, where this engine only reads. */
  holder(): string | undefined {
    return this.#lock === undefined ? lockHolder(this.workspace.layout.state)?.what : undefined;
  }

  places(workingDirectory: string): Places {
    const { layout, sasRoots } = this.workspace;
    const { defaults } = this.workspace.settings;
    return { workspace: layout.root, sasRoots, workingDirectory, defaults };
  }

  /**
   * Understands what a user asked for; the workspace's defaults fill in. `together`: all families
   * that the texts are for, where those are several.
   */
  request(
    family: string,
    texts: ParameterTexts,
    workingDirectory: string,
    together: readonly string[] = [family],
  ): Request {
    const found = this.registry.get(family);
    const all = together.map((name) => this.registry.get(name));
    const defaults = defaultsOf(this.workspace.settings.defaults, found);
    return requestTask(found, texts, this.places(workingDirectory), defaults, all);
  }

  /** The same for many rows of texts that have the same names. */
  requestReader(family: string, names: readonly string[], workingDirectory: string): RequestReader {
    const found = this.registry.get(family);
    const defaults = defaultsOf(this.workspace.settings.defaults, found);
    return new RequestReader(found, names, this.places(workingDirectory), defaults);
  }

  /** Plans tasks: a few at once on this thread, more in threads of their own. */
  async plan(tasks: readonly Task[], options: StreamOptions = {}): Promise<Plan> {
    const { workspace, registry } = this;
    const places = { workspace, registry, store: this.#store };
    const plan = await planInline(tasks, places, options);
    if (plan === undefined) return this.planMany({ tasks: [tasks] }, options);
    await explainSmall(plan, this.#store);
    return plan;
  }

  /**
   * Plans tasks as they are read, or a batch file, in threads of its own: this one only reads the
   * store and takes what is to be done.
   *
   * @throws Problem of the batch or the tasks | `cancelled` by `signal`
   */
  async planMany(asked: Asked, options: StreamOptions = {}, signal?: AbortSignal): Promise<Plan> {
    const plan = await this.#planning.plan(asked, options, signal);
    await explainSmall(plan, this.#store);
    return plan;
  }

  /** Starts workers while planning goes on, for as many tasks as it has found to run. */
  readonly warmWorkers = (tasks: number): void => this.#pool.warm(tasks);

  /** Remembers a batch that was just completed, so that the next plan of it is quick. */
  remember(asked: Asked): Promise<void> {
    return this.#planning.remember(asked);
  }

  /** A run that has not started; call `execute`. */
  run(
    plan: Plan,
    family: string,
    emit: (event: EngineEvent) => void,
    options: RunOptions = {},
  ): Run {
    const store = this.#store;
    if (store === undefined || this.#lock === undefined) {
      throw readOnly();
    }
    const { workspace, registry } = this;
    const run: Run = new Run(
      plan,
      family,
      {
        workspace,
        store,
        registry,
        pool: this.#pool,
        clock: this.#clock,
        random: this.#random,
        emit,
        plan: (tasks) => this.plan(tasks, { keepAll: true }),
        stopCommands: (ids) => this.#commands.stop(ids),
        service: async (id, request, log) => {
          if (request.kind === 'command') {
            return this.#commands.run(id, request, (text, stream) =>
              log(text, stream === 'error' ? 'warning' : 'info'),
            );
          }
          if (this.#services === undefined) throw noService();
          const now = () => this.#clock.now();
          const needed = () =>
            new Set([run, ...this.#active].flatMap((open) => [...open.needed()]));
          const plan = (tasks: readonly Task[]) => this.plan(tasks, { keepAll: true });
          return this.#services(request, { workspace, store, registry, now, needed, plan });
        },
      },
      { ...options, limits: { ...defaultLimits, ...workspace.settings.limits, ...options.limits } },
    );
    return run;
  }

  /**
   * Declares that what has changed since a task ran is harmless: its outputs count as up to date
   * from now on, and that is recorded.
   *
   * @throws Problem `unknown-id` | `cannot-accept` | `workspace-read-only`
   */
  async accept(task: Task): Promise<void> {
    const store = this.#store;
    if (store === undefined || this.#lock === undefined) throw readOnly();
    const { byId } = await this.plan([task]);
    const planned = [...byId.values()].find(({ requested }) => requested);
    if (planned === undefined) throw new Error('a plan without its own task');
    const { node, why } = planned;
    const record = (await store.records(task.family.family, [node.id])).get(node.id);
    if (record === undefined) {
      throw new Problem(
        'unknown-id',
        'this task was never complete, so there is nothing to accept',
      );
    }
    const known = (id: TaskId) => byId.get(id)?.assessment;
    const at = this.#clock.now();
    const accepted = { at: at.toISOString(), why: describeWhy(why) };
    const changed = acceptedRecord(node, record, known, this.workspace, accepted);
    await new Recorder(store, this.workspace.layout.journal, newRunId(at)).accepted(changed);
  }

  /** The same statuses; complete tasks that were reused with the outputs and results of their records. */
  async withRecorded(statuses: readonly TaskStatus[]): Promise<TaskStatus[]> {
    const wanted = new Map<string, TaskId[]>();
    for (const { id, family, state, outputs } of statuses) {
      if (state !== 'reused' || outputs.length > 0 || this.registry.get(family).external) continue;
      wanted.set(family, [...(wanted.get(family) ?? []), id]);
    }
    const records = new Map<TaskId, TaskRecord>();
    for (const [family, ids] of wanted) {
      for (const [id, record] of (await this.#store?.records(family, ids)) ?? []) {
        records.set(id, record);
      }
    }
    return statuses.map((status) => {
      const record = records.get(status.id);
      if (record === undefined) return status;
      const { seconds, result } = record;
      return { ...status, outputs: outputPaths(record), seconds, result };
    });
  }

  /** Executes a run once all that were handed over before it have ended: one works at a time. */
  inTurn(run: Run): Promise<RunProgress> {
    this.#active.add(run);
    const execution = this.#turn.then(() => run.execute());
    this.#turn = execution.then(
      () => this.#active.delete(run),
      () => this.#active.delete(run), // the caller hears of it
    );
    return execution;
  }

  /** Runs that work or wait for their turn. */
  activeRuns(): Run[] {
    return [...this.#active];
  }

  /** Resolves when no run is left. */
  async drained(): Promise<void> {
    while (this.#active.size > 0) await this.#turn;
  }

  /**
   * Lets other faces queue their runs here. Without a lock there is nothing to offer. Where the
   * folder cannot hold a socket (some network file systems), the lock alone tells them to wait.
   */
  async offerToOthers(listener: AttachListener): Promise<void> {
    if (this.#lock === undefined) return;
    const path = socketPath(this.workspace.layout.state, process.platform);
    this.#attach = await AttachServer.listen(this, path, listener).catch(() => undefined);
  }

  /** Seconds that the tasks to run will take, judged by earlier ones; null if there are none. */
  async estimateSeconds(plan: Plan): Promise<number | null> {
    const toRun = new Map<string, number>();
    for (const { action, node } of plan.nodes) {
      if (action !== 'run') continue;
      const name = node.task.family.family;
      toRun.set(name, (toRun.get(name) ?? 0) + 1);
    }
    let seconds = 0;
    for (const [family, count] of toRun) {
      const mean = await this.#store?.meanSeconds(family);
      if (mean === undefined) return null;
      seconds += mean * count;
    }
    return seconds / this.#pool.size;
  }

  async close(): Promise<void> {
    await this.#attach?.close();
    this.#commands.close();
    await Promise.all([this.#pool.close(), this.#planning.close()]); // threads take their time to leave
    await this.#store?.close();
    this.#lock?.release();
  }

  /** Says how tasks that never ran differ from earlier ones; see `explainNew`. */
  explain(nodes: readonly PlanNode[]): Promise<void> {
    return explainNew(nodes, this.#store);
  }
}

function largePlanner(options: EngineOptions): LargePlanner {
  const { workerEntry, workerData = {}, registry, workspace } = options;
  const planner =
    options.planHere === true
      ? new PlanHere(registry, workspace, options.program)
      : new PlanThreads(workerEntry, workerData, registry, workspace);
  if (options.manyTasks === true) planner.warm();
  return planner;
}

function readOnly(): Problem {
  return new Problem('workspace-read-only', 'this workspace was opened for looking only', {
    advice: 'Close the program that works in it, and open it again',
  });
}

function noService(): Problem {
  return new Problem('no-service', 'this task needs the store, which is not offered here', {
    advice: 'Run it with `astra run` or in the app',
  });
}
