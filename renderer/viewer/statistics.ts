/** Of the pixels in a range; NaN where there are too few. Flux in the unit of the spectrum. */
export interface RangeStatistics {
  readonly pixels: number;
  /** Pixels that the numbers below are about: finite, with an error, not in the bad set. */
  readonly used: number;
  readonly mean: number;
  readonly median: number;
  readonly deviation: number;
  /** 1.4826 · median absolute deviation: the deviation of a normal distribution. */
  readonly robustDeviation: number;
  readonly lowest: number;
  readonly highest: number;
  /** Mean of flux · √ivar, per pixel. */
  readonly meanSnr: number;
  readonly medianSnr: number;
}

/** MAD to standard deviation of a normal distribution: 1 / Φ⁻¹(3/4). */
const MAD_SCALE = 1.4826;

/** Statistics over the pixels [from, to); pixels for which `bad` is true are left out. */
export function rangeStatistics(
  flux: Float64Array,
  ivar: Float64Array,
  from: number,
  to: number,
  bad: (index: number) => boolean,
): RangeStatistics {
  const values: number[] = [];
  const snr: number[] = [];
  for (let index = from; index < to; index += 1) {
    const value = flux[index] ?? NaN;
    const weight = ivar[index] ?? NaN;
    if (!Number.isFinite(value) || !Number.isFinite(weight) || weight <= 0 || bad(index)) continue;
    values.push(value);
    snr.push(value * Math.sqrt(weight));
  }
  const sorted = values.toSorted((a, b) => a - b);
  const middle = median(sorted);
  const average = mean(values);
  const residuals = values.map((value) => Math.abs(value - middle)).sort((a, b) => a - b);
  const squares = values.reduce((sum, value) => sum + (value - average) ** 2, 0);
  return {
    pixels: Math.max(0, to - from),
    used: values.length,
    mean: average,
    median: middle,
    deviation: values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : NaN,
    robustDeviation: MAD_SCALE * median(residuals),
    lowest: sorted[0] ?? NaN,
    highest: sorted.at(-1) ?? NaN,
    meanSnr: mean(snr),
    medianSnr: median(snr.sort((a, b) => a - b)),
  };
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? NaN : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Of ascending values; the mean of the two in the middle where there are two. */
function median(sorted: readonly number[]): number {
  const half = sorted.length / 2;
  if (sorted.length === 0) return NaN;
  const upper = sorted[Math.floor(half)] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? NaN) + upper) / 2;
}
