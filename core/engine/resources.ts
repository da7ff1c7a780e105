import type { TaskId } from '../task/task.ts';

/** Named amounts that running tasks hold (`cores`, `memory` in bytes, `sas` connections). */
export class Resources {
  readonly #limits: Readonly<Record<string, number>>;
  readonly #held = new Map<TaskId, Readonly<Record<string, number>>>();
  readonly #used: Record<string, number> = {};

  /** Resources without a limit are unlimited. */
  constructor(limits: Readonly<Record<string, number>>) {
    this.#limits = limits;
  }

  /** A task that wants more than there is at all fits when nothing else runs. */
  fits(wanted: Readonly<Record<string, number>>): boolean {
    return Object.entries(wanted).every(([name, amount]) => {
      const limit = this.#limits[name] ?? Infinity;
      const used = this.#used[name] ?? 0;
      return used + amount <= limit || (used === 0 && amount > limit);
    });
  }

  hold(id: TaskId, amounts: Readonly<Record<string, number>>): void {
    this.#held.set(id, amounts);
    for (const [name, amount] of Object.entries(amounts)) {
      this.#used[name] = (this.#used[name] ?? 0) + amount;
    }
  }

  release(id: TaskId): void {
    for (const [name, amount] of Object.entries(this.#held.get(id) ?? {})) {
      this.#used[name] = (this.#used[name] ?? 0) - amount;
    }
    this.#held.delete(id);
  }
}
