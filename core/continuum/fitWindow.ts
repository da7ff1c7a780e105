import { lowerBound, upperBound } from './lowerBound.ts';
import type { RegionFit, RegionStatus } from './normalisation.ts';
import type { WavelengthRange } from './range.ts';

/** A fit region on a given grid. */
export interface FitWindow extends WavelengthRange {
  /** Pixels that receive the continuum: indices [first, last), both ends of the range inclusive. */
  readonly first: number;
  readonly last: number;
  /**
   * Continuum pixels that the fit sees: those between lowerBound(start) and lowerBound(end), both
   * inclusive, so that the first pixel after the region's end counts too, as in Astra.
   */
  readonly pixels: Int32Array;
}

/** The fit regions on a grid; `pixels` undefined makes every pixel a continuum pixel. */
export function fitWindows(
  wavelength: Float64Array,
  fitRegions: readonly WavelengthRange[],
  pixels: Int32Array | undefined,
): readonly FitWindow[] {
  const n = wavelength.length;
  const every = pixels ?? Int32Array.from({ length: n }, (_, i) => i);
  return fitRegions.map(({ start, end }) => {
    const first = lowerBound(wavelength, start);
    const last = Math.max(first, upperBound(wavelength, end));
    // Nobody needs a fit that no pixel receives.
    if (first === last) return { start, end, first, last, pixels: NO_PIXELS };
    const stop = lowerBound(wavelength, end);
    return {
      start,
      end,
      first,
      last,
      pixels: every.slice(lowerBound(every, first), upperBound(every, stop)),
    };
  });
}

const NO_PIXELS = new Int32Array(0);

/**
 * The weight of a pixel in a fit: its ivar, or 0 where flux or ivar is not finite, ivar ≤ 0, or the
 * caller's mask is set. (A negative ivar carries no information, and would make the normal matrix
 * indefinite.)
 */
export function usableIvar(
  flux: Float64Array,
  ivar: Float64Array,
  mask: Uint8Array | undefined,
  pixel: number,
): number {
  const f = flux[pixel] ?? NaN;
  const v = ivar[pixel] ?? NaN;
  // x − x is 0 for every finite x and NaN for the others.
  if (f - f !== 0 || !(v > 0 && v < Infinity)) return 0;
  return mask !== undefined && mask[pixel] !== 0 ? 0 : v;
}

const NO_THETA = new Float64Array(0);

/** A region whose fit was not possible. */
export function unfitted(window: FitWindow, status: RegionStatus, used = 0): RegionFit {
  const { start, end, pixels } = window;
  return { start, end, n: pixels.length, used, status, theta: NO_THETA };
}
