import type { ApiEvent } from '../../core/api/events.ts';
import type { FailureGroup, RunSummary, RunTask, TaskState } from '../../core/api/tasks.ts';
import type { Engine } from '../../core/engine/engine.ts';
import type { Plan } from '../../core/engine/planning/planNode.ts';
import type { Run } from '../../core/engine/run.ts';
import type { EngineEvent, RunProgress, TaskStatus } from '../../core/engine/status.ts';
import { Problem } from '../../core/problem/problem.ts';
import type { ResolvedTask } from '../../core/task/identity.ts';
import type { TaskId } from '../../core/task/task.ts';
import { changedSince } from './changedSince.ts';
import { inSlices } from './plans/slice.ts';

/** Runs that can still be looked at; older ones are in the store. */
const mostRuns = 50;
/** Runs in one answer; more than are kept only while many wait for their turn. */
const mostListed = 100;
/** Tasks in all runs that are kept, besides the newest one. */
const mostTasks = 1_000_000;
/** Log lines told of a run between two of its progress events. */
const mostLogLines = 100;
/** Groups in one answer. */
const mostGroups = 200;

/** Which of the tasks of a run that failed. */
export interface Failed {
  readonly changed: boolean;
  readonly failure?: string | undefined;
  readonly ids?: readonly string[] | undefined;
}

/** The runs of an engine since it was opened: one works, the others wait their turn. */
export class Runs {
  readonly #engine: Engine;
  readonly #emit: (event: ApiEvent) => void;
  readonly #onBug: (error: unknown) => void;
  /** Something is complete now that was not, or the other way round. */
  readonly #changed: () => void;
  readonly #runs = new Map<string, Run>();
  readonly #logLines = new Map<string, number>();

  constructor(
    engine: Engine,
    emit: (event: ApiEvent) => void,
    changed: () => void,
    onBug: (error: unknown) => void,
  ) {
    this.#engine = engine;
    this.#emit = emit;
    this.#changed = changed;
    this.#onBug = onBug;
  }

  start(plan: Plan, family: string): RunSummary {
    const run = this.#engine.run(plan, family, this.#tell);
    this.#keep(run);
    this.#engine.inTurn(run).catch(this.#onBug);
    return runSummary(run.progress());
  }

  /** A run that the command line queued here is shown like one of the app's own. */
  readonly queued = (run: Run): ((event: EngineEvent) => void) => {
    this.#keep(run);
    return this.#tell;
  };

  /** Newest first. */
  list(): RunSummary[] {
    const newest = [...this.#runs.values()].reverse().slice(0, mostListed);
    return newest.map((run) => runSummary(run.progress()));
  }

  /** @throws Problem `unknown-run` */
  get(runId: string): Run {
    const run = this.#runs.get(runId);
    if (run !== undefined) return run;
    throw new Problem('unknown-run', 'this run is no longer kept', {
      advice: '`astra status` lists earlier runs',
    });
  }

  async tasks(
    runId: string,
    which: {
      readonly states?: readonly TaskState[] | undefined;
      readonly failure?: string | undefined;
    },
    offset: number,
    limit: number,
  ): Promise<{ total: number; tasks: RunTask[] }> {
    const run = this.get(runId);
    const { total, tasks } =
      which.failure === undefined
        ? run.page(which.states, offset, limit)
        : run.failed(which.failure, offset, limit);
    return { total, tasks: (await this.#engine.withRecorded(tasks)).map(runTask) };
  }

  failures(runId: string): { failed: number; groups: FailureGroup[] } {
    const run = this.get(runId);
    const groups = run.failures().map(({ advice, ...group }) => ({
      ...group,
      ...(advice === undefined ? {} : { advice }),
    }));
    return { failed: run.progress().counts.failed, groups: groups.slice(0, mostGroups) };
  }

  /** Starts a run of what failed in another; null where there is nothing to retry. */
  async retry(runId: string, which: Failed): Promise<{ run: RunSummary | null; tasks: number }> {
    const run = this.get(runId);
    const { startedAt, finishedAt } = run.progress();
    const times = {
      began: Date.parse(startedAt),
      ended: finishedAt === null ? Infinity : Date.parse(finishedAt),
    };
    const resolved: ResolvedTask[] = [];
    await inSlices(this.#failedIn(run, which), ({ id }) => {
      const task = run.resolved(id);
      if (task === undefined) return;
      if (which.changed && !changedSince(task, times, this.#engine.workspace)) return;
      resolved.push(task);
    });
    if (resolved.length === 0) return { run: null, tasks: 0 };
    const plan = await this.#engine.plan(resolved.map(({ task }) => task));
    return { run: this.start(plan, run.progress().family), tasks: resolved.length };
  }

  /** The newest run with this task, and what it says of it. */
  find(id: string): { readonly run: Run; readonly status: TaskStatus } | undefined {
    for (const run of [...this.#runs.values()].toReversed()) {
      // Ids come from pages of these very runs; another text is simply not found.
      const status = run.status(id as TaskId);
      if (status !== undefined) return { run, status };
    }
    return undefined;
  }

  /** Stops everything and waits until it has stopped. */
  async close(): Promise<void> {
    for (const run of this.#runs.values()) {
      if (run.progress().finishedAt === null) run.cancel();
    }
    await this.#engine.drained();
  }

  #failedIn(run: Run, { failure, ids }: Failed): readonly TaskStatus[] {
    if (ids !== undefined) {
      const named = ids.flatMap((id) => run.status(id as TaskId) ?? []);
      return named.filter(({ state }) => state === 'failed');
    }
    if (failure !== undefined) return run.failed(failure, 0, Infinity).tasks;
    return run.page(['failed'], 0, Infinity).tasks;
  }

  #keep(run: Run): void {
    this.#runs.set(run.id, run);
    this.#changed();
    const ended = [...this.#runs.values()].filter(
      (other) => other !== run && other.progress().finishedAt !== null,
    );
    let tasks = 0;
    for (const [index, other] of ended.toReversed().entries()) {
      tasks += other.page(undefined, 0, 0).total;
      if (index + 1 >= mostRuns || tasks > mostTasks) this.#runs.delete(other.id);
    }
  }

  readonly #tell = (event: EngineEvent): void => {
    switch (event.type) {
      case 'run':
        this.#logLines.delete(event.run.run);
        if (event.run.finishedAt !== null) this.#changed();
        this.#emit({ type: 'run', run: runSummary(event.run) });
        break;
      case 'tasks':
        break; // faces fetch the pages they show
      case 'log': {
        const lines = (this.#logLines.get(event.run) ?? 0) + 1;
        this.#logLines.set(event.run, lines);
        if (lines > mostLogLines) break;
        this.#emit({ type: 'log', runId: event.run, id: event.id, line: event.line });
        break;
      }
    }
  };
}

export function runSummary(progress: RunProgress): RunSummary {
  const { run, counts, ...others } = progress;
  return { runId: run, ...others, counts: { ...counts } };
}

export function runTask(status: TaskStatus): RunTask {
  const { id, family, subject, state, why, outputs, seconds, requested } = status;
  const { progress, result, problem } = status;
  return {
    id,
    family,
    subject,
    state,
    why,
    outputs: [...outputs],
    seconds,
    ...(requested ? { requested } : {}),
    ...(progress === undefined ? {} : { progress }),
    ...(result === undefined ? {} : { result }),
    ...(problem === undefined ? {} : { problem: { ...problem, where: { ...problem.where } } }),
  };
}
