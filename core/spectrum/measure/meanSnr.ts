import { CompensatedSum } from './compensatedSum.ts';

export interface MeanSnr {
  /** NaN if no pixel was used. */
  readonly mean: number;
  readonly used: number;
}

/**
 * Mean of flux · sqrt(ivar) over the pixels where it is finite and `skip` is 0: numpy's
 * `nanmean(flux * sqrt(ivar))`, in a compensated sum, so within an ulp or two of numpy's pairwise
 * one. A negative ivar gives NaN and is left out; so is an infinite ivar (an error of 0: no data).
 */
export function meanSnr(flux: Float64Array, ivar: Float64Array, skip?: Uint8Array): MeanSnr {
  const sum = new CompensatedSum();
  let used = 0;
  for (let i = 0; i < flux.length; i++) {
    if (skip?.[i] === 1) continue;
    const value = (flux[i] ?? NaN) * Math.sqrt(ivar[i] ?? NaN);
    if (!Number.isFinite(value)) continue;
    sum.add(value);
    used++;
  }
  return { mean: used === 0 ? NaN : sum.value / used, used };
}
