import { fitSamples } from './fitSamples.ts';
import { unfitted } from './fitWindow.ts';
import type { NormalisationInput } from './input.ts';
import type { Normalisation } from './normalisation.ts';
import { normaliseRows, wholeGrid } from './normaliseRows.ts';
import { quantileOfSorted } from './quantile.ts';

export type ScalarStatistic = 'mean' | 'median' | 'max';

export interface ScalarInput extends NormalisationInput {
  /** Default `median`. */
  readonly statistic?: ScalarStatistic | undefined;
}

/**
 * Divides by one number per region: the plain (unweighted) mean, median or maximum of the good
 * continuum pixels. By default the whole spectrum is one region. `theta` holds the number.
 */
export function scalar(input: ScalarInput): Normalisation {
  const { statistic = 'median' } = input;
  return normaliseRows(input, wholeGrid(input.wavelength), (row, window, continuum) => {
    const { start, end, first, last, pixels } = window;
    if (pixels.length === 0) return unfitted(window, 'no continuum pixels');
    const { flux } = fitSamples(row, window);
    if (flux.length === 0) return unfitted(window, 'all ivar zero');
    const level = levelOf(flux, statistic);
    if (!Number.isFinite(level)) return unfitted(window, 'singular', flux.length);
    continuum.fill(level, first, last);
    const theta = Float64Array.of(level);
    return { start, end, n: pixels.length, used: flux.length, status: 'fitted', theta };
  });
}

function levelOf(flux: Float64Array, statistic: ScalarStatistic): number {
  switch (statistic) {
    case 'mean':
      return flux.reduce((sum, f) => sum + f, 0) / flux.length;
    case 'median':
      return quantileOfSorted(flux.toSorted(), 0.5, flux.length);
    case 'max':
      return flux.reduce((most, f) => Math.max(most, f), -Infinity);
  }
}
