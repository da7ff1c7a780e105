import type { TaskId } from '../task/task.ts';
import {
  noCounts,
  type EngineEvent,
  type RunProgress,
  type TaskState,
  type TaskStatus,
} from './status.ts';

/** Progress is sent at most four times a second, whatever happens meanwhile. */
const eventInterval = 250;

export interface BoardClock {
  readonly now: () => Date;
  /** Milliseconds from a fixed moment, never going back. */
  readonly elapsed: () => number;
}

/** The states of all tasks of a run, their counts, and the events that tell of changes. */
export class StatusBoard {
  readonly #run: string;
  readonly #family: string;
  readonly #clock: BoardClock;
  readonly #emit: (event: EngineEvent) => void;
  readonly #tasks = new Map<TaskId, TaskStatus>();
  readonly #counts: Record<TaskState, number> = { ...noCounts };
  readonly #counted = new Map<string, number>();
  #unlisted = 0;
  readonly #startedAt: string;
  readonly #began: number;
  #changed = new Map<TaskId, TaskStatus>();
  #timer: NodeJS.Timeout | undefined;
  #state: RunProgress['state'] = 'running';
  #finishedAt: string | null = null;

  constructor(run: string, family: string, clock: BoardClock, emit: (event: EngineEvent) => void) {
    this.#run = run;
    this.#family = family;
    this.#clock = clock;
    this.#emit = emit;
    this.#startedAt = clock.now().toISOString();
    this.#began = clock.elapsed();
  }

  get counted(): ReadonlyMap<string, number> {
    return this.#counted;
  }

  /** Complete tasks that are not shown one by one. */
  count(byFamily: ReadonlyMap<string, number>): void {
    for (const [family, count] of byFamily) {
      this.#counted.set(family, (this.#counted.get(family) ?? 0) + count);
      this.#counts.reused += count;
      this.#unlisted += count;
    }
  }

  get(id: TaskId): TaskStatus | undefined {
    return this.#tasks.get(id);
  }

  list(): IterableIterator<TaskStatus> {
    return this.#tasks.values();
  }

  add(status: TaskStatus): void {
    this.#tasks.set(status.id, status);
    this.#counts[status.state] += 1;
    this.#note(status);
  }

  change(id: TaskId, change: Partial<TaskStatus>): void {
    const before = this.#tasks.get(id);
    if (before === undefined) return;
    const after = { ...before, ...change };
    this.#tasks.set(id, after);
    this.#counts[before.state] -= 1;
    this.#counts[after.state] += 1;
    this.#note(after);
  }

  setState(state: RunProgress['state'], finishedAt?: string): void {
    this.#state = state;
    if (state !== 'running' && state !== 'paused') {
      this.#finishedAt = finishedAt ?? this.#clock.now().toISOString();
    }
    this.flush();
  }

  progress(): RunProgress {
    const { queued, running, ran, failed } = this.#counts;
    const seconds = (this.#clock.elapsed() - this.#began) / 1000;
    const worked = ran + failed;
    const rate = worked > 0 && seconds > 0 ? worked / seconds : null;
    const left = queued + running;
    return {
      run: this.#run,
      family: this.#family,
      startedAt: this.#startedAt,
      finishedAt: this.#finishedAt,
      state: this.#state,
      planned: this.#tasks.size + this.#unlisted,
      counts: { ...this.#counts },
      rate,
      etaSeconds: rate === null || seconds < 10 || left === 0 ? null : left / rate,
    };
  }

  /** Sends what has changed since the last time, now. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const tasks = [...this.#changed.values()];
    this.#changed = new Map();
    if (tasks.length > 0) this.#emit({ type: 'tasks', run: this.#run, tasks });
    this.#emit({ type: 'run', run: this.progress() });
  }

  #note(status: TaskStatus): void {
    this.#changed.set(status.id, status);
    this.#timer ??= setTimeout(() => this.flush(), eventInterval);
  }
}
