/** First index whose value is not below `value`, in an ascending array. */
export function lowerBound(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? Infinity) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Index of the value nearest to `value`; −1 for an empty array. */
export function nearestIndex(sorted: Float64Array, value: number): number {
  if (sorted.length === 0) return -1;
  const right = Math.min(lowerBound(sorted, value), sorted.length - 1);
  const left = Math.max(0, right - 1);
  return Math.abs((sorted[left] ?? 0) - value) <= Math.abs((sorted[right] ?? 0) - value)
    ? left
    : right;
}

/** The half-open index range of the samples inside [x0, x1]. */
export function indexRange(sorted: Float64Array, x0: number, x1: number): [number, number] {
  const from = lowerBound(sorted, x0);
  let to = lowerBound(sorted, x1);
  while (to < sorted.length && sorted[to] === x1) to += 1;
  return [from, Math.max(from, to)];
}
