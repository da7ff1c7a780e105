import { Problem } from '../../problem/problem.ts';
import { isUsable, type FluxAndIvar } from './segments.ts';

/**
 * Mean of spectra on one grid, weighted by ivar: F = Σ f·ivar / Σ ivar, ivar = Σ ivar (NaN and 0 where
 * no spectrum has a usable pixel): the most likely mean of normal errors, Bevington & Robinson 2003,
 * "Data Reduction and Error Analysis", §4.1. Throws `stack-shape` if the
 * lengths differ or there is nothing to stack.
 */
export function stackByIvar(spectra: readonly FluxAndIvar[]): FluxAndIvar {
  const pixels = spectra[0]?.flux.length;
  if (pixels === undefined || spectra.some(({ flux }) => flux.length !== pixels)) {
    throw new Problem('stack-shape', 'only spectra on the same grid can be stacked', {
      advice: 'Resample them to one grid first',
    });
  }
  const flux = new Float64Array(pixels);
  const weight = new Float64Array(pixels);
  for (const one of spectra) {
    for (let i = 0; i < pixels; i++) {
      const f = one.flux[i] ?? NaN;
      const ivar = one.ivar[i] ?? NaN;
      if (!isUsable(f, ivar)) continue;
      flux[i] = (flux[i] ?? 0) + f * ivar;
      weight[i] = (weight[i] ?? 0) + ivar;
    }
  }
  return { flux: flux.map((sum, i) => sum / (weight[i] ?? 0)), ivar: weight };
}
