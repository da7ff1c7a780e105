import { Problem, toProblemData, type ProblemData } from '../problem/problem.ts';
import type { Store } from '../store/store.ts';
import type { ResolvedTask } from '../task/identity.ts';
import type { Registry } from '../task/registry.ts';
import type { ServiceReply, ServiceRequest } from '../task/service.ts';
import { parameterTexts, type Task, type TaskId } from '../task/task.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { assessTask, type Assessment } from './planning/assess.ts';
import { JobBuilder } from './jobBuilder.ts';
import type { JobOutcome, RunSettings, Wanted } from './job.ts';
import { outputPaths } from './outputFolder.ts';
import { diskEvidence } from './planning/evidence.ts';
import type { Plan, PlanNode, TouchedTask } from './planning/planNode.ts';
import { finishedIn } from './journal.ts';
import type { LogLine, LostUnit, WorkerPool } from './pool.ts';
import { appendTaskLog } from './taskLog.ts';
import { tidyAfter } from './recover.ts';
import { ReadyQueue, type Schedulable } from './readyQueue.ts';
import { Recorder } from './recorder.ts';
import { Resources } from './resources.ts';
import { retryDelay } from './retryDelay.ts';
import { Deadlines } from './deadlines.ts';
import { dynamicCycle } from './dynamicCycle.ts';
import { newRunId } from './runId.ts';
import { initialStatus, schedulable } from './scheduledTask.ts';
import type { FailureGroup } from './failureGroups.ts';
import { StatusBoard, type BoardClock, type StatusPage } from './statusBoard.ts';
import type { EngineEvent, RunProgress, TaskState, TaskStatus } from './status.ts';
import { taskName } from './planning/why.ts';
import { UnitKeys } from './unitKeys.ts';

/** Tasks taken in or given up in one go; a run of a million must not hold up the process. */
const atOnce = 2000;

/** A task that was asked to stop has this long (milliseconds) before its worker is ended. */
const grace = 2000;

export interface RunDependencies {
  readonly workspace: Workspace;
  readonly store: Store;
  readonly registry: Registry;
  readonly pool: WorkerPool;
  readonly clock: BoardClock;
  readonly random: () => number;
  readonly emit: (event: EngineEvent) => void;
  /** Plans what a running task asked for, every node of it. */
  readonly plan: (tasks: readonly Task[]) => Promise<Plan>;
  /** Answers what running tasks ask of the engine. */
  readonly service: (
    id: TaskId,
    request: ServiceRequest,
    log: (text: string, level: 'info' | 'warning') => void,
  ) => Promise<ServiceReply>;
  /** Ends the programs that these tasks run. */
  readonly stopCommands: (ids: readonly TaskId[]) => void;
}

export interface RunOptions {
  /** After a failure, go on with everything that does not depend on it. Default true. */
  readonly keepGoing?: boolean;
  /** Upper limits of named resources (`sas`, `memory`); cores are the workers. */
  readonly limits?: Readonly<Record<string, number>>;
}

/** Ended without being complete. */
function isHopeless(state: TaskState): boolean {
  return state === 'failed' || state === 'blocked' || state === 'waiting' || state === 'cancelled';
}

function tookTooLong(): Problem {
  return new Problem('timeout', 'the task took longer than it may and was stopped');
}

/** One run of a plan: hands ready tasks to the pool, records outcomes, tells what happens. */
export class Run {
  readonly id: string;
  readonly #dependencies: RunDependencies;
  readonly #options: RunOptions;
  readonly #settings: RunSettings;
  readonly #nodes = new Map<TaskId, PlanNode>();
  readonly #queue = new ReadyQueue();
  readonly #units = new UnitKeys();
  readonly #board: StatusBoard;
  readonly #recorder: Recorder;
  readonly #builder: JobBuilder;
  readonly #resources: Resources;
  readonly #attempts = new Map<TaskId, number>();
  readonly #dynamic = new Map<TaskId, ResolvedTask[]>();
  /** Tasks planned to run that turned out to be complete. */
  readonly #settled = new Map<TaskId, Assessment>();
  /** Tasks that wait for another attempt. */
  readonly #retries = new Map<TaskId, NodeJS.Timeout>();
  /** Cancelled while they were being handed over or worked on. */
  readonly #unwanted = new Set<TaskId>();
  /** Tasks to be tried alone, since a unit with them died. */
  readonly #alone = new Set<TaskId>();
  readonly #deadlines = new Deadlines();
  /** Lines of tasks that have not ended yet. */
  readonly #logs = new Map<TaskId, LogLine[]>();
  readonly #family: string;
  readonly #touched: readonly TouchedTask[];
  /** Tasks of a large plan that are taken in when the run begins. */
  #outside: readonly PlanNode[] = [];
  /** Work of many tasks that goes on in slices. */
  #slices: Promise<void> = Promise.resolve();
  #paused = false;
  #stopping: 'cancelled' | 'failed' | undefined;
  #building = 0;
  #settle: (() => void) | undefined;
  #crash: ((error: unknown) => void) | undefined;

  constructor(plan: Plan, family: string, dependencies: RunDependencies, options: RunOptions = {}) {
    const { workspace, store, clock, emit, pool } = dependencies;
    this.id = newRunId(clock.now());
    this.#family = family;
    this.#touched = plan.touched;
    this.#dependencies = dependencies;
    this.#options = options;
    const { outputs, journal } = workspace.layout;
    this.#settings = { run: this.id, outputs, journal };
    this.#board = new StatusBoard(this.id, family, clock, emit);
    this.#recorder = new Recorder(store, journal, this.id);
    this.#builder = new JobBuilder(workspace, store, () => this.#recorder.written());
    this.#resources = new Resources({ cores: pool.size, ...options.limits });
    this.#board.count(plan.counted);
    if (plan.nodes.length <= atOnce) this.#admit(plan.nodes);
    else {
      this.#outside = plan.nodes;
      this.#board.expect(plan.nodes.length);
    }
  }

  progress(): RunProgress {
    return this.#board.progress();
  }

  /** The tasks of the run; of a large plan those that were complete are only in `counted`. */
  tasks(): IterableIterator<TaskStatus> {
    return this.#board.list();
  }

  /** The same by page, of some states only; what a page costs does not grow with its offset. */
  page(states: readonly TaskState[] | undefined, offset: number, limit: number): StatusPage {
    return this.#board.page(states, offset, limit);
  }

  /** Failed tasks, those that failed in the same way together. */
  failures(): FailureGroup[] {
    return this.#board.failures();
  }

  /** The tasks of a group of `failures`. */
  failed(key: string, offset: number, limit: number): StatusPage {
    return this.#board.failed(key, offset, limit);
  }

  status(id: TaskId): TaskStatus | undefined {
    return this.#board.get(id);
  }

  /** A task of the run with its requirements, as it was planned. */
  resolved(id: TaskId): ResolvedTask | undefined {
    return this.#nodes.get(id)?.node;
  }

  /** Reused tasks that `tasks` does not list, by family. */
  counted(): ReadonlyMap<string, number> {
    return this.#board.counted;
  }

  /** What tasks that have not ended yet require: outputs that must stay where they are. */
  needed(): Set<TaskId> {
    const needed = new Set<TaskId>();
    const add = ({ node }: PlanNode) => {
      for (const requirement of node.requirements) needed.add(requirement.node.id);
    };
    for (const { id, state } of this.#board.list()) {
      const planned = this.#nodes.get(id);
      if (!isOpen(state) || planned === undefined) continue;
      add(planned);
      for (const { id: asked } of this.#dynamic.get(id) ?? []) needed.add(asked);
    }
    for (const planned of this.#outside) if (isToDo(planned)) add(planned);
    return needed;
  }

  /** Works through the plan. Resolves when nothing is left to do; rejects only for bugs. */
  async execute(): Promise<RunProgress> {
    await this.#recorder.unchanged(this.#touched);
    await this.#takeIn();
    if (this.#queue.open === 0) {
      if (this.#touched.length > 0) await this.#recorder.settled();
      await this.#board.told();
      this.#board.setState(this.#stopping ?? 'done'); // nothing to do leaves no trace
      return this.#board.progress();
    }
    const startedAt = this.#board.progress().startedAt;
    const record = { run: this.id, family: this.#family, startedAt, finishedAt: null };
    await this.#recorder.started({ ...record, state: 'running', counts: '{}' });
    this.#dependencies.pool.listen({
      started: (id) => this.#started(id),
      progress: (id, fraction) => this.#board.change(id, { progress: fraction }),
      log: (id, line) => this.#log(id, line),
      outcome: (id, outcome) => this.#guard(() => this.#outcome(id, outcome)),
      lost: (lost) => this.#guard(() => this.#lost(lost)),
      service: async (id, request) => {
        await this.#recorder.written(); // what the task rests on may have ended a moment ago
        return this.#dependencies.service(id, request, (text, level) =>
          this.#log(id, { at: this.#dependencies.clock.now().toISOString(), level, text }),
        );
      },
      free: () => this.#guard(() => this.#dispatch()),
    });
    await new Promise<void>((resolve, reject) => {
      this.#settle = resolve;
      this.#crash = reject;
      this.#guard(() => this.#dispatch());
    });
    await this.#slices;
    const { counts } = this.#board.progress();
    const ended: 'done' | 'failed' = counts.failed > 0 ? 'failed' : 'done';
    const state = this.#stopping ?? ended;
    const finishedAt = this.#dependencies.clock.now().toISOString();
    try {
      await this.#recorder.finished({
        ...record,
        finishedAt,
        state,
        counts: JSON.stringify(counts),
      });
    } finally {
      await this.#board.told();
      // Told last: whoever hears of the end finds everything recorded.
      this.#board.setState(state, finishedAt);
    }
    return this.#board.progress();
  }

  pause(): void {
    this.#paused = true;
    this.#board.setState('paused');
  }

  resume(): void {
    this.#paused = false;
    this.#board.setState('running');
    this.#guard(() => this.#dispatch());
  }

  /** Nothing new starts; what runs is asked to stop, then ended. */
  cancel(): void {
    this.#stop('cancelled');
    const { pool } = this.#dependencies;
    this.#stopRunning(pool.openTasks(), 'cancelled');
    this.#guard(() => this.#dispatch());
  }

  /** Cancels one task; its consumers are blocked. */
  cancelTask(id: TaskId): void {
    if (this.#queue.cancelOne(id) || this.#retries.has(id)) this.#cancelled(id);
    else {
      this.#unwanted.add(id);
      this.#stopRunning([id], 'cancelled');
    }
    this.#guard(() => this.#dispatch());
  }

  /** Cancels the tasks whose ids begin so and that have not ended; false if there are none. */
  cancelTasks(idPrefix: string): boolean {
    const ids = [...this.#board.list()]
      .filter(({ id, state }) => id.startsWith(idPrefix) && isOpen(state))
      .map(({ id }) => id);
    for (const id of ids) this.cancelTask(id);
    const outside = this.#outside.filter((p) => p.node.id.startsWith(idPrefix) && isToDo(p));
    for (const { node } of outside) this.#unwanted.add(node.id);
    return ids.length + outside.length > 0;
  }

  async #takeIn(): Promise<void> {
    const nodes = this.#outside;
    this.#outside = [];
    await inSlices(nodes, (some) => this.#admit(some));
    if (this.#stopping !== undefined) {
      this.#stop(this.#stopping); // cancelled before all were in
      await this.#slices;
    }
  }

  #admit(nodes: readonly PlanNode[]): void {
    const open: Schedulable[] = [];
    for (const planned of nodes) {
      const { node, action } = planned;
      const known = this.#nodes.get(node.id);
      // What nobody needed so far (a cleaned intermediate) may have to be made for a task that asks.
      const wakes = known?.action === 'reuse' && this.#board.get(node.id)?.state === 'reused';
      if (known !== undefined && (!wakes || action === 'reuse' || this.#settled.has(node.id))) {
        continue;
      }
      this.#nodes.set(node.id, planned);
      if (known === undefined) this.#board.add(initialStatus(planned));
      else this.#board.change(node.id, initialStatus(planned));
      if (isToDo(planned)) open.push(schedulable(planned, this.#units));
    }
    this.#queue.add(open);
    const { pool } = this.#dependencies;
    pool.warm(Math.min(pool.size, open.length));
  }

  #dispatch(): void {
    const { pool } = this.#dependencies;
    while (!this.#paused && this.#stopping === undefined && this.#queue.ready > 0) {
      const workers = pool.free - this.#building;
      if (workers <= 0) break;
      const share = Math.ceil(this.#queue.ready / (pool.size * 2));
      const ids = this.#queue.take(share, (wanted) => this.#resources.fits(wanted));
      if (ids.length === 0) break;
      this.#handOver(ids);
    }
    if (this.#idle()) this.#settle?.();
  }

  #idle(): boolean {
    return this.#building === 0 && this.#queue.open === 0;
  }

  /** What needs no worker ends here; the rest goes out as units of members that may share one. */
  #handOver(ids: readonly TaskId[]): void {
    const work: PlanNode[] = [];
    for (const id of ids) {
      const planned = this.#planned(id);
      if (planned.node.task.family.wrapper) this.#end(id, 'ran', 'its requirements are complete');
      else if (this.#stillComplete(planned)) this.#end(id, 'reused', 'its inputs came out equal');
      else work.push(planned);
    }
    const together = work.filter(({ node }) => !this.#alone.has(node.id));
    const units = [together, ...work.filter((p) => !together.includes(p)).map((p) => [p])];
    for (const unit of units) if (unit.length > 0) this.#send(unit);
  }

  #send(unit: readonly PlanNode[]): void {
    const ids = unit.map(({ node }) => node.id);
    const [first] = unit;
    if (first !== undefined) this.#resources.hold(ids, first.node.task.family.resources);
    this.#building += 1;
    this.#builder
      .build(
        unit.map(({ node }) => node),
        (id) => this.#board.get(id)?.why ?? '',
        (id) => this.#dynamic.get(id) ?? [],
      )
      .then((jobs) => {
        this.#building -= 1;
        const wanted = jobs.filter(({ id }) => !this.#isUnwanted(id));
        for (const { id } of jobs) if (this.#isUnwanted(id)) this.#cancelled(id);
        const [first] = wanted;
        if (first !== undefined) {
          for (const { id } of wanted) this.#watch(this.#planned(id).node);
          this.#dependencies.pool.dispatch(wanted, this.#settings);
          this.#board.change(first.id, { state: 'running' });
        }
        this.#dispatch();
      })
      .catch((error: unknown) => this.#crash?.(error));
  }

  #stopRunning(ids: readonly TaskId[], why: 'cancelled' | 'timeout'): void {
    this.#dependencies.pool.cancel(ids, grace, why);
    this.#dependencies.stopCommands(ids);
  }

  #isUnwanted(id: TaskId): boolean {
    return this.#stopping !== undefined || this.#unwanted.has(id);
  }

  #watch({ id, task }: ResolvedTask): void {
    const { timeoutSeconds } = task.family;
    if (timeoutSeconds === undefined) return;
    const stop = () => this.#stopRunning([id], 'timeout');
    this.#deadlines.watch(id, timeoutSeconds, stop);
  }

  /** A task that was to run only because an input would be made again: perhaps that came out equal. */
  #stillComplete(planned: PlanNode): boolean {
    if (planned.why.kind !== 'input-again' || planned.stamp === undefined) return false;
    const { workspace } = this.#dependencies;
    const known = (id: TaskId): Assessment | undefined => {
      const digest = this.#builder.digest(id);
      if (digest === undefined) return this.#settled.get(id) ?? this.#nodes.get(id)?.assessment;
      return { state: 'complete', digest, why: { kind: 'complete' } };
    };
    // What it asked for was found unchanged by the plan, else it would not be here.
    const judged = { known, askedFor: () => undefined };
    const evidence = diskEvidence(planned.node, planned.stamp, workspace, judged);
    const assessment = assessTask(planned.node, evidence);
    if (assessment.state !== 'complete') return false;
    this.#settled.set(planned.node.id, assessment);
    return true;
  }

  #started(id: TaskId): void {
    if (this.#board.get(id)?.state === 'queued') this.#board.change(id, { state: 'running' });
  }

  #log(id: TaskId, line: LogLine): void {
    const lines = this.#logs.get(id);
    if (lines === undefined) this.#logs.set(id, [line]);
    else lines.push(line);
    this.#dependencies.emit({ type: 'log', run: this.id, id, line });
  }

  #outcome(id: TaskId, outcome: JobOutcome): void {
    this.#release(id);
    switch (outcome.kind) {
      case 'done': {
        const { record } = outcome;
        this.#builder.remember(record);
        const why = this.#board.get(id)?.why ?? '';
        this.#recorder.done(record, why);
        this.#board.change(id, { outputs: outputPaths(record), result: record.result });
        this.#end(id, 'ran', why, record.seconds);
        break;
      }
      case 'fetched':
        this.#end(id, 'ran', 'fetched', outcome.seconds);
        break;
      case 'cancelled':
        if (this.#deadlines.passed(id)) this.#failed(id, toProblemData(tookTooLong()), 0);
        else this.#cancelled(id);
        break;
      case 'failed':
        this.#failed(id, outcome.problem, outcome.seconds);
        break;
      case 'needs':
        void this.#needs(id, outcome.tasks);
        break;
    }
  }

  #failed(id: TaskId, problem: ProblemData, seconds: number): void {
    const { task } = this.#planned(id).node;
    const { family } = task;
    const attempts = (this.#attempts.get(id) ?? 0) + 1;
    this.#attempts.set(id, attempts);
    this.#recorder.attempt({
      id,
      family: family.family,
      run: this.id,
      finishedAt: this.#dependencies.clock.now().toISOString(),
      seconds,
      outcome: 'failed',
      why: this.#board.get(id)?.why ?? '',
      problem: JSON.stringify(problem),
      params: JSON.stringify(parameterTexts(task)),
    });
    if (problem.transient && attempts < family.retries && this.#stopping === undefined) {
      this.#board.change(id, { state: 'queued', problem });
      const again = () => {
        this.#retries.delete(id);
        this.#queue.putBack(id);
        this.#guard(() => this.#dispatch());
      };
      const delay = retryDelay(attempts, this.#dependencies.random);
      this.#retries.set(id, setTimeout(again, delay));
      return;
    }
    this.#board.change(id, { problem });
    this.#end(id, 'failed', problem.message, seconds);
    if (this.#options.keepGoing === false) this.#stop('failed');
  }

  /**
   * A worker died. What it had finished is in its journal. The others: a task that was alone
   * failed, members of a unit are each tried alone; where the worker was ended for the sake of one,
   * the rest has nothing to do with it.
   */
  #lost({ ids, asked, problem, writer, alone }: LostUnit): void {
    this.#dependencies.stopCommands(ids);
    const { journal, run } = this.#settings;
    const finished = finishedIn(journal, run, writer, new Set(ids));
    for (const id of ids) {
      const record = finished.get(id);
      if (record !== undefined) {
        this.#outcome(id, { kind: 'done', record });
        continue;
      }
      this.#release(id);
      tidyAfter(this.#settings, this.#planned(id).node.task.family.family, id);
      const bystander = asked.size > 0 && !asked.has(id);
      if (this.#isUnwanted(id) || (problem.code === 'cancelled' && !bystander)) this.#cancelled(id);
      else if (bystander || !(alone || this.#alone.has(id))) {
        if (!bystander) this.#alone.add(id);
        this.#board.change(id, { state: 'queued' });
        this.#queue.putBack(id);
      } else this.#failed(id, toProblemData(problem), 0);
    }
    this.#dispatch();
  }

  #cancelled(id: TaskId): void {
    clearTimeout(this.#retries.get(id));
    this.#retries.delete(id);
    this.#release(id);
    this.#end(id, 'cancelled', 'cancelled');
  }

  /** A running task asked for more: plan that, wait for it, start the task again. */
  async #needs(id: TaskId, wanted: readonly Wanted[]): Promise<void> {
    this.#building += 1;
    try {
      const { registry, plan } = this.#dependencies;
      const tasks = wanted.map(({ family, values }) => registry.get(family).with(values));
      const { nodes } = await plan(tasks);
      this.#admit(nodes);
      this.#building -= 1;
      this.#await(
        id,
        nodes.filter((planned) => planned.requested),
      );
    } catch (error) {
      this.#building -= 1;
      this.#failed(id, toProblemData(error), 0);
    }
    this.#guard(() => this.#dispatch());
  }

  /** The task starts again once all that it has asked for so far is complete. */
  #await(id: TaskId, planned: readonly PlanNode[]): void {
    const needed = [...(this.#dynamic.get(id) ?? []), ...planned.map(({ node }) => node)];
    const distinct = [...new Map(needed.map((node) => [node.id, node])).values()];
    this.#dynamic.set(id, distinct);
    const members = dynamicCycle(id, distinct, (of) => this.#dynamic.get(of) ?? []);
    if (members !== undefined) {
      const names = members.map((of) => taskName(this.#planned(of).node.task));
      const sentence = `these tasks need each other: ${names.join(' → ')}`;
      this.#failed(id, toProblemData(new Problem('cycle', sentence)), 0);
      return;
    }
    for (const node of distinct) {
      const status = this.#board.get(node.id);
      if (status === undefined || !isHopeless(status.state)) continue;
      const waits = status.state === 'waiting' || status.state === 'cancelled';
      const why = waits ? status.why : `blocked by ${taskName(node.task, node.id)}: ${status.why}`;
      this.#end(id, waits ? status.state : 'blocked', why);
      return;
    }
    if (this.#stopping !== undefined) {
      this.#end(id, 'cancelled', 'cancelled');
      return;
    }
    this.#board.change(id, { state: 'queued' });
    this.#queue.waitFor(
      id,
      distinct.map((node) => node.id),
    );
  }

  /** The end of one task; whatever cannot run without it is blocked, by name. */
  #end(id: TaskId, state: TaskState, why: string, seconds?: number): void {
    this.#board.change(id, { state, why, ...(seconds === undefined ? {} : { seconds }) });
    if (state === 'ran' || state === 'reused') {
      this.#queue.complete(id);
      return;
    }
    const { node } = this.#planned(id);
    const blocked = this.#queue.fail(id);
    const consequence: TaskState = state === 'waiting' || state === 'cancelled' ? state : 'blocked';
    const reason =
      consequence === 'blocked' ? `blocked by ${taskName(node.task, id)}: ${why}` : why;
    for (const consumer of blocked)
      this.#board.change(consumer, { state: consequence, why: reason });
  }

  #release(id: TaskId): void {
    const lines = this.#logs.get(id);
    if (lines !== undefined) appendTaskLog(this.#dependencies.workspace.layout.log, id, lines);
    this.#logs.delete(id);
    this.#resources.release(id);
    this.#deadlines.release(id);
  }

  #stop(why: 'cancelled' | 'failed'): void {
    this.#stopping ??= why;
    const given = { state: 'cancelled', why: 'cancelled before it started' } as const;
    const pending = this.#queue.cancelPending();
    this.#slices = this.#slices.then(() =>
      inSlices(pending, (ids) => {
        for (const id of ids) this.#board.change(id, given);
      }),
    );
    for (const id of [...this.#retries.keys()]) this.#cancelled(id);
  }

  #planned(id: TaskId): PlanNode {
    const planned = this.#nodes.get(id);
    if (planned === undefined) throw new Error(`task ${id} is not part of this run`);
    return planned;
  }

  /** A bug in a callback must end the run loudly, not leave it hanging. */
  #guard(step: () => void): void {
    try {
      step();
    } catch (error) {
      this.#crash?.(error);
    }
  }
}

function isToDo({ action }: PlanNode): boolean {
  return action === 'run' || action === 'fetch';
}

/** Works through a list, with turns for others in between where it is long. */
async function inSlices<T>(list: readonly T[], work: (slice: readonly T[]) => void): Promise<void> {
  for (let start = 0; start < list.length; start += atOnce) {
    if (start > 0) await new Promise((resolve) => setImmediate(resolve));
    work(list.slice(start, start + atOnce));
  }
}

function isOpen(state: TaskState): boolean {
  return state === 'queued' || state === 'running';
}
