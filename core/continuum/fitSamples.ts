import { usableIvar, type FitWindow } from './fitWindow.ts';
import type { FitRow } from './normaliseRows.ts';

/** The continuum pixels of a window that carry weight, as arrays of equal length. */
export interface FitSamples {
  readonly wavelength: Float64Array;
  readonly flux: Float64Array;
  /** sqrt(ivar): 1/σ, what least squares weighs residuals with. */
  readonly weight: Float64Array;
}

export function fitSamples(row: FitRow, window: FitWindow): FitSamples {
  const good = goodPixels(row, window);
  const pick = (from: Float64Array) => Float64Array.from(good, (p) => from[p] ?? NaN);
  return {
    wavelength: pick(row.wavelength),
    flux: pick(row.flux),
    weight: pick(row.ivar).map(Math.sqrt),
  };
}

/** Indices of the continuum pixels of a window whose flux means something. */
export function goodPixels(row: FitRow, { pixels }: FitWindow): Int32Array {
  const { flux, ivar, mask, emptyIvar } = row;
  return pixels.filter((pixel) => usableIvar(flux, ivar, mask, pixel) > emptyIvar);
}

/** Those samples for which `keep` says so. */
export function keepSamples(samples: FitSamples, keep: (index: number) => boolean): FitSamples {
  const kept = (values: Float64Array) => values.filter((_, index) => keep(index));
  return {
    wavelength: kept(samples.wavelength),
    flux: kept(samples.flux),
    weight: kept(samples.weight),
  };
}
