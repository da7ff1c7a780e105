import type { TaskId } from '../task/task.ts';

/** Time limits of running tasks. */
export class Deadlines {
  readonly #timers = new Map<TaskId, NodeJS.Timeout>();
  readonly #passed = new Set<TaskId>();

  /** Calls `stop` once the task has run for so long, unless it was released before. */
  watch(id: TaskId, seconds: number, stop: () => void): void {
    const onTime = () => {
      this.#passed.add(id);
      stop();
    };
    this.#timers.set(id, setTimeout(onTime, seconds * 1000));
  }

  /** True if the task was stopped for taking too long. */
  passed(id: TaskId): boolean {
    return this.#passed.has(id);
  }

  release(id: TaskId): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
  }
}
