import { ivarOfGood } from '../bitmask/badPixels.ts';
import type { Spectrum } from '../spectrum.ts';
import { measureLine, type LineMeasurement, type Measured } from './measureLine.ts';
import { rangeStatistics } from './rangeStatistics.ts';
import type { Range } from './spectrumRange.ts';

/** What `astra measure FILE --json` prints: see docs/cli.md. */
export interface MeasureDocument {
  readonly schema: 1;
  readonly product: string;
  readonly row: number;
  readonly frame: Spectrum['frame'];
  readonly medium: Spectrum['medium'];
  readonly unit: string;
  /** In Å, both ends inclusive. */
  readonly range: readonly [from: number, to: number];
  readonly statistics: Readonly<Record<string, number | null>>;
  /** Where a continuum is given. */
  readonly line?: LineDocument;
}

export type LineDocument = Omit<LineMeasurement, 'equivalentWidth'> & {
  readonly equivalent_width: Measured | null;
};

/**
 * Statistics of a spectrum over a range of wavelengths (Å) and, if there are bands of continuum, the
 * line in that range. Bad pixels (`badPixels`) are left out unless `allPixels`. Throws as
 * `measureLine`.
 */
export function measureDocument(
  spectrum: Spectrum,
  range: Range,
  bands: readonly Range[],
  allPixels = false,
): MeasureDocument {
  const { product, row, frame, medium, unit, wavelength, flux, breaks } = spectrum;
  const ivar = allPixels ? spectrum.ivar : ivarOfGood(spectrum);
  const arrays = { wavelength, flux, ivar };
  return {
    schema: 1,
    product,
    row,
    frame,
    medium,
    unit,
    range: [range.from, range.to],
    statistics: statisticsOf(arrays, range),
    ...(bands.length === 0 ? {} : { line: lineOf(measureLine(arrays, range, bands, breaks)) }),
  };
}

function statisticsOf(...[arrays, range]: Parameters<typeof rangeStatistics>) {
  const found = rangeStatistics(arrays, range);
  return {
    pixels: found.pixels,
    used: found.used,
    mean: found.mean,
    weighted_mean: found.weightedMean,
    weighted_mean_error: found.weightedMeanError,
    median: found.median,
    deviation: found.deviation,
    robust_deviation: found.robustDeviation,
    least: found.least,
    most: found.most,
    snr: found.snr,
    der_snr: found.derSnr,
  };
}

function lineOf({ equivalentWidth, ...rest }: LineMeasurement): LineDocument {
  return { equivalent_width: equivalentWidth, ...rest };
}
