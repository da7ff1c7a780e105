import { pixelEdges } from './pixelEdges.ts';
import { isUsable, type FluxAndIvar } from './segments.ts';

/** New pixels covered by less than this share of usable old ones hold no value. */
const leastCoverage = 0.5;

/**
 * Rebinning that conserves flux, after Carnall 2017 (SpectRes, arXiv:1705.05165): a new pixel is the
 * mean of the old ones weighted by the width of their overlap w, F = Σ w·f / Σ w, and its variance
 * is Σ w²/ivar / (Σ w)². Unusable old pixels (no finite flux, ivar not positive and finite) do not
 * count; a new pixel of which less than half is covered gets NaN and ivar 0. Covariance between new
 * pixels that share an old one is not kept.
 *
 * Both grids are ascending; `breaks` are the old grid's chip edges, `newBreaks` the new one's.
 */
export function resample(
  wavelength: Float64Array,
  { flux, ivar }: FluxAndIvar,
  newWavelength: Float64Array,
  breaks: readonly number[] = [],
  newBreaks: readonly number[] = [],
): FluxAndIvar {
  const old = pixelEdges(wavelength, breaks);
  const target = pixelEdges(newWavelength, newBreaks);
  const outFlux = new Float64Array(newWavelength.length).fill(NaN);
  const outIvar = new Float64Array(newWavelength.length);
  let first = 0;
  for (let j = 0; j < newWavelength.length; j++) {
    const left = target.left[j] ?? NaN;
    const right = target.right[j] ?? NaN;
    while (first < wavelength.length && (old.right[first] ?? NaN) <= left) first++;
    let [weight, sum, variance] = [0, 0, 0];
    for (let i = first; i < wavelength.length && (old.left[i] ?? NaN) < right; i++) {
      const overlap = Math.min(right, old.right[i] ?? NaN) - Math.max(left, old.left[i] ?? NaN);
      const f = flux[i] ?? NaN;
      const v = ivar[i] ?? NaN;
      if (!(overlap > 0) || !isUsable(f, v)) continue;
      weight += overlap;
      sum += overlap * f;
      variance += (overlap * overlap) / v;
    }
    if (!(weight > 0) || weight < leastCoverage * (right - left)) continue;
    outFlux[j] = sum / weight;
    outIvar[j] = (weight * weight) / variance;
  }
  return { flux: outFlux, ivar: outIvar };
}
