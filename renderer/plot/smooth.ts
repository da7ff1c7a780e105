import type { PixelRun } from './segments.ts';

/**
 * Running mean over `width` pixels (odd), stretch by stretch, for display only. Pixels that are
 * not finite do not count; at the ends of a stretch the window is cut. Each window is summed
 * afresh: a running sum would keep a trace of every wild value that has passed through it.
 */
export function boxcar(
  values: Float64Array,
  runs: readonly PixelRun[],
  width: number,
): Float64Array {
  const out = values.slice();
  const half = Math.floor(width / 2);
  if (half < 1) return out;
  for (const { from, to } of runs) {
    for (let index = from; index < to; index += 1) {
      let sum = 0;
      let count = 0;
      const end = Math.min(to, index + half + 1);
      for (let other = Math.max(from, index - half); other < end; other += 1) {
        const value = values[other] ?? NaN;
        if (!Number.isFinite(value)) continue;
        sum += value;
        count += 1;
      }
      out[index] = count > 0 ? sum / count : NaN;
    }
  }
  return out;
}
