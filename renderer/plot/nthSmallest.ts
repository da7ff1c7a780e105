/**
 * The value that would stand at `rank` (from 0) if `values` were sorted; the array is reordered.
 * Hoare's selection, linear on average: sorting for two quantiles at every frame is felt.
 */
export function nthSmallest(values: Float64Array, rank: number): number {
  let left = 0;
  let right = values.length - 1;
  while (left < right) {
    const pivot = values[(left + right) >> 1] ?? NaN;
    let low = left;
    let high = right;
    while (low <= high) {
      while ((values[low] ?? NaN) < pivot) low += 1;
      while ((values[high] ?? NaN) > pivot) high -= 1;
      if (low > high) break;
      const swapped = values[low] ?? NaN;
      values[low] = values[high] ?? NaN;
      values[high] = swapped;
      low += 1;
      high -= 1;
    }
    if (rank <= high) right = high;
    else if (rank >= low) left = low;
    else break;
  }
  return values[rank] ?? NaN;
}
