import type { ApiEvent } from '../../core/api/events.ts';
import type { RunSummary, RunTask } from '../../core/api/tasks.ts';
import type { Engine } from '../../core/engine/engine.ts';
import type { Plan } from '../../core/engine/planning/planNode.ts';
import type { Run } from '../../core/engine/run.ts';
import type { EngineEvent, RunProgress, TaskStatus } from '../../core/engine/status.ts';
import { Problem } from '../../core/problem/problem.ts';

/** Tasks in one event; the rest are fetched by page. */
const mostInEvent = 500;

/** The runs of an engine since it was opened: one works, the others wait their turn. */
export class Runs {
  readonly #engine: Engine;
  readonly #emit: (event: ApiEvent) => void;
  readonly #onBug: (error: unknown) => void;
  readonly #runs = new Map<string, Run>();

  constructor(engine: Engine, emit: (event: ApiEvent) => void, onBug: (error: unknown) => void) {
    this.#engine = engine;
    this.#emit = emit;
    this.#onBug = onBug;
  }

  start(plan: Plan, family: string): RunSummary {
    const run = this.#engine.run(plan, family, this.#tell);
    this.#runs.set(run.id, run);
    this.#engine.inTurn(run).catch(this.#onBug);
    return runSummary(run.progress());
  }

  /** A run that the command line queued here is shown like one of the app's own. */
  readonly queued = (run: Run): ((event: EngineEvent) => void) => {
    this.#runs.set(run.id, run);
    return this.#tell;
  };

  list(): RunSummary[] {
    return [...this.#runs.values()].map((run) => runSummary(run.progress())).reverse();
  }

  /** @throws Problem `unknown-run` */
  get(runId: string): Run {
    const run = this.#runs.get(runId);
    if (run !== undefined) return run;
    throw new Problem('unknown-run', 'this run was not started since the workspace was opened');
  }

  tasks(runId: string, offset: number, limit: number): { total: number; tasks: RunTask[] } {
    const run = this.get(runId);
    const tasks: RunTask[] = [];
    let index = 0;
    for (const status of run.tasks()) {
      if (index >= offset && tasks.length < limit) tasks.push(runTask(status));
      index += 1;
    }
    return { total: index, tasks };
  }

  /** Stops everything and waits until it has stopped. */
  async close(): Promise<void> {
    for (const run of this.#runs.values()) {
      if (run.progress().finishedAt === null) run.cancel();
    }
    await this.#engine.drained();
  }

  readonly #tell = (event: EngineEvent): void => {
    switch (event.type) {
      case 'run':
        this.#emit({ type: 'run', run: runSummary(event.run) });
        break;
      case 'tasks':
        this.#emit({
          type: 'tasks',
          runId: event.run,
          tasks: event.tasks.slice(0, mostInEvent).map(runTask),
        });
        break;
      case 'log':
        this.#emit({ type: 'log', runId: event.run, id: event.id, line: event.line });
        break;
    }
  };
}

export function runSummary(progress: RunProgress): RunSummary {
  const { run, counts, ...others } = progress;
  return { runId: run, ...others, counts: { ...counts } };
}

export function runTask(status: TaskStatus): RunTask {
  const { id, family, subject, state, why, outputs, seconds, progress, result, problem } = status;
  return {
    id,
    family,
    subject,
    state,
    why,
    outputs: [...outputs],
    seconds,
    ...(progress === undefined ? {} : { progress }),
    ...(result === undefined ? {} : { result }),
    ...(problem === undefined ? {} : { problem: { ...problem, where: { ...problem.where } } }),
  };
}
