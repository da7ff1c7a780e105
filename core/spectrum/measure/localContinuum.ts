import { Problem } from '../../problem/problem.ts';
import { isUsable } from '../operations/segments.ts';
import { pixelsIn, type Range, type SpectrumArrays } from './spectrumRange.ts';

/** A straight line c(λ) = level + slope · (λ − pivot) with the variances of its two numbers, which are
 * uncorrelated. */
export interface LocalContinuum {
  readonly pivot: number;
  readonly level: number;
  readonly slope: number;
  readonly levelVariance: number;
  readonly slopeVariance: number;
}

/**
 * The straight line through the usable pixels of the bands on both sides of a line, weighted by
 * ivar (Press et al., Numerical Recipes, §15.2), with the pivot at the weighted mean wavelength where
 * level and slope are uncorrelated. Throws `line-continuum` if fewer than three pixels
 * are usable.
 */
export function fitLocalContinuum(
  spectrum: SpectrumArrays,
  bands: readonly Range[],
): LocalContinuum {
  const { wavelength, flux, ivar } = spectrum;
  const inBands = bands.flatMap((band) => {
    const { start, end } = pixelsIn(wavelength, band);
    return Array.from({ length: end - start }, (_, i) => start + i);
  });
  // Each once, also where bands overlap.
  const pixels = [...new Set(inBands)].filter((i) => isUsable(flux[i], ivar[i]));
  if (pixels.length < 3) {
    throw new Problem('line-continuum', `the continuum bands hold ${pixels.length} good pixels`, {
      advice: 'Widen the bands beside the line',
    });
  }
  const sum = (term: (i: number) => number): number =>
    pixels.reduce((total, i) => total + (ivar[i] ?? 0) * term(i), 0);
  const weight = sum(() => 1);
  const pivot = sum((i) => wavelength[i] ?? NaN) / weight;
  const level = sum((i) => flux[i] ?? NaN) / weight;
  const spread = sum((i) => ((wavelength[i] ?? NaN) - pivot) ** 2);
  const slope = sum((i) => ((wavelength[i] ?? NaN) - pivot) * (flux[i] ?? NaN)) / spread;
  return {
    pivot,
    level,
    slope,
    levelVariance: 1 / weight,
    slopeVariance: 1 / spread,
  };
}

export function continuumAt({ level, slope, pivot }: LocalContinuum, wavelength: number): number {
  return level + slope * (wavelength - pivot);
}
