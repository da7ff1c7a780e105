import type { TaskId } from '../task/task.ts';

interface Hold {
  readonly amounts: Readonly<Record<string, number>>;
  /** Members of the unit that have not ended. */
  left: number;
}

/** Named amounts that running tasks hold (`cores`, `memory` in bytes, `sas` connections). */
export class Resources {
  readonly #limits: Readonly<Record<string, number>>;
  readonly #held = new Map<TaskId, Hold>();
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

  /** Members of a unit run one after the other: together they hold what one of them needs. */
  hold(unit: readonly TaskId[], amounts: Readonly<Record<string, number>>): void {
    const hold: Hold = { amounts, left: unit.length };
    for (const id of unit) this.#held.set(id, hold);
    for (const [name, amount] of Object.entries(amounts)) {
      this.#used[name] = (this.#used[name] ?? 0) + amount;
    }
  }

  /** A member has ended; the last one gives back what the unit held. */
  release(id: TaskId): void {
    const hold = this.#held.get(id);
    if (hold === undefined) return;
    this.#held.delete(id);
    hold.left -= 1;
    if (hold.left > 0) return;
    for (const [name, amount] of Object.entries(hold.amounts)) {
      this.#used[name] = (this.#used[name] ?? 0) - amount;
    }
  }
}
