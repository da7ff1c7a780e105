import type { TaskId } from '../task/task.ts';
import { ChangeFeed } from './changeFeed.ts';
import { FailureGroups, type FailureGroup } from './failureGroups.ts';
import { StateIndex } from './stateIndex.ts';
import {
  noCounts,
  type EngineEvent,
  type RunProgress,
  type TaskState,
  type TaskStatus,
} from './status.ts';

/** Progress is sent at most four times a second, whatever happens meanwhile. */
const eventInterval = 250;
/** Between two goes of a stream that has fallen behind (milliseconds). */
const breath = 10;

export interface BoardClock {
  readonly now: () => Date;
  /** Milliseconds from a fixed moment, never going back. */
  readonly elapsed: () => number;
}

/** A part of the tasks of a run, in the order of the plan. */
export interface StatusPage {
  readonly total: number;
  readonly tasks: readonly TaskStatus[];
}

/** The states of all tasks of a run, their counts, and the events that tell of changes. */
export class StatusBoard {
  readonly #run: string;
  readonly #family: string;
  readonly #clock: BoardClock;
  readonly #emit: (event: EngineEvent) => void;
  readonly #places = new Map<TaskId, number>();
  readonly #statuses: TaskStatus[] = [];
  readonly #index = new StateIndex();
  readonly #failures = new FailureGroups();
  readonly #counts: Record<TaskState, number> = { ...noCounts };
  readonly #counted = new Map<string, number>();
  #unlisted = 0;
  #expected = 0;
  readonly #startedAt: string;
  readonly #began: number;
  readonly #feed: ChangeFeed;
  #timer: NodeJS.Timeout | undefined;
  #toldAt = -Infinity;
  #state: RunProgress['state'] = 'running';
  #finishedAt: string | null = null;

  constructor(run: string, family: string, clock: BoardClock, emit: (event: EngineEvent) => void) {
    this.#run = run;
    this.#family = family;
    this.#clock = clock;
    this.#emit = emit;
    this.#feed = new ChangeFeed(run, emit);
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
    const place = this.#places.get(id);
    return place === undefined ? undefined : this.#statuses[place];
  }

  list(): IterableIterator<TaskStatus> {
    return this.#statuses.values();
  }

  /** Tasks in some states, all by default. What a page costs does not grow with its offset. */
  page(states: readonly TaskState[] | undefined, offset: number, limit: number): StatusPage {
    if (states === undefined) {
      const tasks = this.#statuses.slice(offset, offset + limit);
      return { total: this.#statuses.length, tasks };
    }
    const total = states.reduce((sum, state) => sum + this.#counts[state], 0);
    const unlisted = states.includes('reused') ? this.#unlisted : 0;
    const places = this.#index.page(states, offset, limit);
    return { total: total - unlisted, tasks: this.#at(places) };
  }

  /** Failed tasks, those that failed in the same way together. */
  failures(): FailureGroup[] {
    return this.#failures.list();
  }

  /** The tasks of a group of `failures`, in the order in which they failed. */
  failed(key: string, offset: number, limit: number): StatusPage {
    const places = this.#failures.places(key);
    return { total: places.length, tasks: this.#at(places.slice(offset, offset + limit)) };
  }

  /** Tasks that will be added: counted as queued until then. */
  expect(count: number): void {
    this.#expected += count;
    this.#counts.queued += count;
  }

  add(status: TaskStatus): void {
    if (this.#expected > 0) {
      this.#expected -= 1;
      this.#counts.queued -= 1;
    }
    this.#places.set(status.id, this.#index.add(status.state));
    this.#statuses.push(status);
    this.#counts[status.state] += 1;
    // What is queued is told by the counts: a run may begin with a million of them.
    if (status.state !== 'queued') this.#feed.note(status);
    this.#tellSoon();
  }

  change(id: TaskId, change: Partial<TaskStatus>): void {
    const place = this.#places.get(id);
    const before = place === undefined ? undefined : this.#statuses[place];
    if (place === undefined || before === undefined) return;
    const after = { ...before, ...change };
    this.#statuses[place] = after;
    this.#counts[before.state] -= 1;
    this.#counts[after.state] += 1;
    this.#index.change(place, before.state, after.state);
    if (after.state === 'failed' && before.state !== 'failed') this.#failures.add(place, after);
    this.#feed.note(after);
    this.#tellSoon();
  }

  setState(state: RunProgress['state'], finishedAt?: string): void {
    this.#state = state;
    if (state !== 'running' && state !== 'paused') {
      this.#finishedAt = finishedAt ?? this.#clock.now().toISOString();
    }
    this.#tell(true);
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
      planned: this.#statuses.length + this.#expected + this.#unlisted,
      counts: { ...this.#counts },
      rate,
      etaSeconds: rate === null || seconds < 10 || left === 0 ? null : left / rate,
    };
  }

  /** Resolves once every change has been told: before the end of the run is. */
  async told(): Promise<void> {
    for (;;) {
      this.#feed.sendSome();
      if (this.#feed.isEmpty) return;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  #at(places: readonly number[]): TaskStatus[] {
    return places.flatMap((place) => this.#statuses[place] ?? []);
  }

  /** Some changes, and the progress if it is due. */
  #tell(progressNow: boolean): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#feed.sendSome();
    if (progressNow || this.#clock.elapsed() - this.#toldAt >= eventInterval) {
      this.#toldAt = this.#clock.elapsed();
      this.#emit({ type: 'run', run: this.progress() });
    }
    if (!this.#feed.isEmpty) this.#timer = setTimeout(() => this.#tell(false), breath);
  }

  #tellSoon(): void {
    this.#timer ??= setTimeout(() => this.#tell(true), eventInterval);
  }
}
