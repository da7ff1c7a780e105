/** Work on the main process holds everybody up; longer than this (milliseconds) is too long at once. */
const longest = 10;

/**
 * Long work in slices: ask `isOver` every now and then, and wait for `next` when it is. Other
 * messages, events and runs go on in between.
 */
export class Slice {
  #began = performance.now();

  get isOver(): boolean {
    return performance.now() - this.#began > longest;
  }

  async next(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    this.#began = performance.now();
  }
}

/** Calls `each` for every item, in slices. */
export async function inSlices<T>(
  items: readonly T[],
  each: (item: T, index: number) => void,
): Promise<void> {
  const slice = new Slice();
  for (let index = 0; index < items.length; index += 1) {
    const item = items[index];
    if (item !== undefined) each(item, index);
    if (index % 256 === 255 && slice.isOver) await slice.next();
  }
}
