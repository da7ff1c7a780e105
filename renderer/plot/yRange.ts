import { nthSmallest } from './nthSmallest.ts';
import type { YRange } from './viewRange.ts';

/** `robust` ignores the wildest percent and the bad pixels, `full` shows every value. */
export type YMode = 'robust' | 'full';

const LOW_QUANTILE = 0.005;
const HIGH_QUANTILE = 0.995;
const PADDING = 0.08;
/** Fewer good values than this say nothing about a distribution. */
const ENOUGH = 20;
/** A peak this far beyond the quantiles (in spans) is still shown whole. */
const NEARBY = 0.6;

/**
 * The y-range for the pixels [from, to). Values that are not finite never count; in `robust` mode
 * pixels for which `bad` is true do not either, unless nothing else is left.
 */
export function chooseYRange(
  flux: Float64Array,
  from: number,
  to: number,
  mode: YMode,
  bad: (index: number) => boolean,
): YRange {
  const good = collect(flux, from, to, mode === 'full' ? undefined : bad);
  const values = good.length >= ENOUGH ? good : collect(flux, from, to, undefined);
  if (values.length === 0) return { y0: 0, y1: 1 };
  const { lowest, highest } = extremes(values);
  if (mode === 'full') return padded(lowest, highest);
  const low = nthSmallest(values, Math.floor((values.length - 1) * LOW_QUANTILE));
  const high = nthSmallest(values, Math.ceil((values.length - 1) * HIGH_QUANTILE));
  const reach = (high - low) * NEARBY;
  return padded(lowest > low - reach ? lowest : low, highest < high + reach ? highest : high);
}

function collect(
  flux: Float64Array,
  from: number,
  to: number,
  left: ((index: number) => boolean) | undefined,
): Float64Array {
  const values = new Float64Array(Math.max(0, to - from));
  let count = 0;
  for (let index = from; index < to; index += 1) {
    const value = flux[index] ?? NaN;
    if (!Number.isFinite(value) || left?.(index) === true) continue;
    values[count] = value;
    count += 1;
  }
  return values.subarray(0, count);
}

function extremes(values: Float64Array): { readonly lowest: number; readonly highest: number } {
  let lowest = Infinity;
  let highest = -Infinity;
  for (const value of values) {
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
  }
  return { lowest, highest };
}

function padded(low: number, high: number): YRange {
  const span = high - low;
  if (!(span > 0)) {
    const room = Math.abs(low) * 0.1 || 1;
    return { y0: low - room, y1: low + room };
  }
  return { y0: low - span * PADDING, y1: high + span * PADDING };
}
