import { between } from './between.ts';
import { lowerBound } from './lowerBound.ts';

/**
 * Quantile of the first `count` elements of an ascending array, linear between order statistics
 * (Hyndman & Fan 1996, type 7: numpy's default).
 */
export function quantileOfSorted(sorted: Float64Array, quantile: number, count: number): number {
  const position = quantile * (count - 1);
  const below = Math.floor(position);
  const low = sorted[below] ?? NaN;
  const share = position - below;
  if (share === 0) return low;
  const high = sorted[below + 1] ?? low;
  return between(low, high, share);
}

/**
 * Quantile over a window of `width` (odd) elements centred on each element. Beyond the ends the
 * values are mirrored about the end elements, which are not repeated: d c b | a b c d | c b a
 * (mode `mirror` of scipy.ndimage). `values` must be finite.
 */
export function slidingQuantile(
  values: Float64Array,
  width: number,
  quantile: number,
): Float64Array {
  const n = values.length;
  const half = (width - 1) / 2;
  const result = new Float64Array(n);
  if (n === 0) return result;
  const window = new Float64Array(width);
  for (let i = 0; i < width; i++) window[i] = values[mirrored(i - half, n)] ?? NaN;
  window.sort();
  result[0] = quantileOfSorted(window, quantile, width);
  for (let i = 1; i < n; i++) {
    const leaving = values[mirrored(i - 1 - half, n)] ?? NaN;
    const entering = values[mirrored(i + half, n)] ?? NaN;
    replaceInSorted(window, leaving, entering);
    result[i] = quantileOfSorted(window, quantile, width);
  }
  return result;
}

/** Index into n elements that continue as their own mirror image, with period 2(n − 1). */
function mirrored(index: number, n: number): number {
  if (n === 1) return 0;
  const period = 2 * (n - 1);
  const phase = ((index % period) + period) % period;
  return phase < n ? phase : period - phase;
}

/** Takes one element out of an ascending array and puts another in, moving only what lies between. */
function replaceInSorted(sorted: Float64Array, leaving: number, entering: number): void {
  if (leaving === entering) return;
  const from = lowerBound(sorted, leaving);
  if (entering > leaving) {
    const to = lowerBound(sorted, entering) - 1;
    sorted.copyWithin(from, from + 1, to + 1);
    sorted[to] = entering;
  } else {
    const to = lowerBound(sorted, entering);
    sorted.copyWithin(to + 1, to, from);
    sorted[to] = entering;
  }
}
