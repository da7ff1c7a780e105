import { isUsable } from '../operations/segments.ts';
import { CompensatedSum } from './compensatedSum.ts';
import { derSnr } from './derSnr.ts';
import { meanSnr } from './meanSnr.ts';
import { medianInPlace } from './median.ts';
import { pixelsIn, type Range, type SpectrumArrays } from './spectrumRange.ts';

/** Statistics of the pixels between two wavelengths; null where too few pixels are left. */
export interface RangeStatistics {
  /** Pixels in the range, and those with finite flux and positive, finite ivar. */
  readonly pixels: number;
  readonly used: number;
  readonly mean: number | null;
  /** Mean weighted by ivar, and its error. */
  readonly weightedMean: number | null;
  readonly weightedMeanError: number | null;
  readonly median: number | null;
  /** Sample standard deviation (n − 1). */
  readonly deviation: number | null;
  /**
   * 1.4826 · median absolute deviation: the σ of normal noise, whatever the outliers (Rousseeuw &
   * Croux 1993, JASA 88, 1273).
   */
  readonly robustDeviation: number | null;
  readonly least: number | null;
  readonly most: number | null;
  /** Mean of flux · sqrt(ivar). */
  readonly snr: number | null;
  /** From the scatter alone (Stoehr et al. 2008). */
  readonly derSnr: number | null;
}

/** Statistics over [from, to] in the unit of the wavelengths, both ends inclusive. */
export function rangeStatistics(spectrum: SpectrumArrays, range: Range): RangeStatistics {
  const { start, end } = pixelsIn(spectrum.wavelength, range);
  const keep = (i: number): boolean => isUsable(spectrum.flux[i], spectrum.ivar[i]);
  const indices = Array.from({ length: end - start }, (_, i) => start + i).filter(keep);
  const flux = Float64Array.from(indices, (i) => spectrum.flux[i] ?? NaN);
  const ivar = Float64Array.from(indices, (i) => spectrum.ivar[i] ?? NaN);
  const n = flux.length;
  const mean = total(flux) / n;
  const weight = total(ivar);
  const squares = total(flux.map((value) => (value - mean) ** 2));
  const median = medianInPlace(flux.slice());
  const absolute = medianInPlace(flux.map((value) => Math.abs(value - median)));
  return {
    pixels: end - start,
    used: n,
    mean: orNull(mean),
    weightedMean: orNull(total(flux.map((value, i) => value * (ivar[i] ?? 0))) / weight),
    weightedMeanError: orNull(1 / Math.sqrt(weight)),
    median: orNull(median),
    deviation: orNull(n > 1 ? Math.sqrt(squares / (n - 1)) : NaN),
    robustDeviation: orNull(1.4826 * absolute),
    least: orNull(flux.reduce((least, value) => Math.min(least, value), Infinity)),
    most: orNull(flux.reduce((most, value) => Math.max(most, value), -Infinity)),
    snr: orNull(meanSnr(flux, ivar).mean),
    derSnr: orNull(derSnr(flux).snr),
  };
}

function total(values: Float64Array): number {
  const sum = new CompensatedSum();
  for (const value of values) sum.add(value);
  return sum.value;
}

function orNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
