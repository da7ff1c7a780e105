/** Index of the first element ≥ `value` in ascending `sorted` (its length if there is none). */
export function lowerBound(sorted: Float64Array | Int32Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? NaN) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Index of the first element > `value` in ascending `sorted` (its length if there is none). */
export function upperBound(sorted: Float64Array | Int32Array, value: number): number {
  const index = lowerBound(sorted, value);
  return sorted[index] === value ? index + 1 : index;
}
