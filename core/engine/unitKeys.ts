import type { Task } from '../task/task.ts';

/**
 * Which tasks may share a unit, by equal keys. Families share one, so that what a spectrum is wanted for
 * is done in one place while the file is at hand. Of a family with a set-up, a unit holds only tasks for
 * which that is the same: those with the first values that were met are with the other families, those
 * with any others (the values of a sweep) are by themselves, so that a unit has one set-up of each
 * family. A task with a time limit is a unit of its own, since the limit counts from its start.
 */
export class UnitKeys {
  /** By family: the set-up whose tasks are with those of other families. */
  readonly #first = new Map<string, string>();

  of(task: Task): string {
    const { family, largestUnit, timeoutSeconds } = task.family;
    const setUp = setUpOf(task);
    const first = this.#first.get(family);
    if (first === undefined) this.#first.set(family, setUp);
    const shared = (first ?? setUp) === setUp && timeoutSeconds === undefined;
    return shared ? String(largestUnit) : `${family}\0${setUp}`;
  }
}

/** The values that a family's `prepare` depends on. */
function setUpOf({ family, values }: Task): string {
  if (!family.hasSetUp) return '';
  return family.significantList
    .filter(([, parameter]) => !parameter.batchable)
    .map(([name, { type }]) => {
      const value = values[name];
      return value === null || value === undefined ? '' : type.format(value);
    })
    .join('\0');
}
