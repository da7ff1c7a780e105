import { normalisationFlags } from './flags.ts';
import type { FitWindow } from './fitWindow.ts';
import type { RegionFit, RowNormalisation } from './normalisation.ts';

const { notNormalised, regionNotFitted, badInput, masked, continuumNotPositive } =
  normalisationFlags;

/**
 * Divides one row by its continuum: normalised flux = flux / C, normalised ivar = C²·ivar. Bad
 * input (flux or ivar not finite, ivar ≤ 0) gives flux 1 and ivar 0, and so does every pixel whose
 * quotient is not finite.
 */
export function applyContinuum(
  flux: Float64Array,
  ivar: Float64Array,
  mask: Uint8Array | undefined,
  continuum: Float64Array,
  windows: readonly FitWindow[],
  regions: readonly RegionFit[],
): RowNormalisation {
  const n = flux.length;
  const normalizedFlux = new Float64Array(n);
  const normalizedIvar = new Float64Array(n);
  const flags = coverage(n, windows, regions);
  for (let i = 0; i < n; i++) {
    const c = continuum[i] ?? NaN;
    const f = flux[i] ?? NaN;
    const v = ivar[i] ?? NaN;
    if (c <= 0) flags[i] = (flags[i] ?? 0) | continuumNotPositive;
    if (f - f !== 0 || !(v > 0 && v < Infinity)) {
      flags[i] = (flags[i] ?? 0) | badInput;
      normalizedFlux[i] = 1;
      continue;
    }
    const quotient = f / c;
    const weight = c * c * v;
    // Also where C²·ivar under- or overflows: a weight must be a positive number to be one.
    const meaningful = quotient - quotient === 0 && weight > 0 && weight < Infinity;
    normalizedFlux[i] = meaningful ? quotient : 1;
    normalizedIvar[i] = meaningful ? weight : 0;
  }
  if (mask !== undefined) {
    for (let i = 0; i < n; i++) if (mask[i] !== 0) flags[i] = (flags[i] ?? 0) | masked;
  }
  return { continuum, normalizedFlux, normalizedIvar, flags, regions };
}

/** Which pixels a fit covers, which a failed fit would have covered, and which none. */
function coverage(
  n: number,
  windows: readonly FitWindow[],
  regions: readonly RegionFit[],
): Uint8Array {
  const flags = new Uint8Array(n).fill(notNormalised);
  for (const [i, { first, last }] of windows.entries()) {
    if (regions[i]?.status !== 'fitted') flags.fill(notNormalised | regionNotFitted, first, last);
  }
  for (const [i, { first, last }] of windows.entries()) {
    if (regions[i]?.status === 'fitted') flags.fill(0, first, last);
  }
  return flags;
}
