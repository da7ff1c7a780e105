/** A typed array of numbers `V`. */
interface Pixels<V> {
  readonly length: number;
  set(values: ArrayLike<V>, offset: number): void;
  subarray(from: number, to: number): { reverse(): unknown };
}

/**
 * Writes the rows of an image one after the other into `target` and returns it. `reversed`: the
 * source holds its pixels back to front, and so shall the image.
 */
export function joinRows<V, T extends Pixels<V>>(
  target: T,
  rows: readonly (ArrayLike<V> | undefined)[],
  reversed: boolean,
): T {
  const pixels = target.length / Math.max(1, rows.length);
  for (const [i, row] of rows.entries()) {
    if (row === undefined) continue;
    target.set(row, i * pixels);
    if (reversed) target.subarray(i * pixels, (i + 1) * pixels).reverse();
  }
  return target;
}
