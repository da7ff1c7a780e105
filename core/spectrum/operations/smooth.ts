import { Problem } from '../../problem/problem.ts';
import { medianInPlace } from '../measure/median.ts';
import { isUsable, segmentsOf, type FluxAndIvar } from './segments.ts';

/**
 * Convolution with a Gaussian of `sigma` pixels, cut at 4 σ. See `convolve` for bad pixels, chip
 * edges and errors.
 */
export function gaussianSmooth(
  spectrum: FluxAndIvar,
  sigma: number,
  breaks: readonly number[] = [],
): FluxAndIvar {
  requireWidth('sigma', sigma);
  // Not one pixel more: the squares of weights much fainter than exp(−8) vanish, and ivar with them.
  const reach = Math.floor(4 * sigma);
  const kernel = Float64Array.from({ length: 2 * reach + 1 }, (_, i) =>
    Math.exp(-0.5 * ((i - reach) / sigma) ** 2),
  );
  return convolve(spectrum, kernel, breaks);
}

/** Running mean over `width` pixels (made odd by rounding up). */
export function boxcarSmooth(
  spectrum: FluxAndIvar,
  width: number,
  breaks: readonly number[] = [],
): FluxAndIvar {
  requireWidth('width', width);
  return convolve(spectrum, new Float64Array(oddWidth(width)).fill(1), breaks);
}

/**
 * Running median over `width` pixels (made odd by rounding up) of the usable ones. Its variance is
 * that of the window's mean pixel times π / (2(n − 1) + π): exact for one pixel, the asymptotic
 * π/2n for many, and within 2% of the exact values for normal noise in between (tables: Hojo 1931,
 * Biometrika 23, 315). Windows end at chip edges; one without usable pixels gives NaN, ivar 0.
 */
export function medianSmooth(
  spectrum: FluxAndIvar,
  width: number,
  breaks: readonly number[] = [],
): FluxAndIvar {
  requireWidth('width', width);
  const reach = (oddWidth(width) - 1) / 2;
  const out = emptyLike(spectrum);
  for (const { start, end } of segmentsOf(spectrum.flux.length, breaks)) {
    for (let i = start; i < end; i++) {
      const fluxes: number[] = [];
      let variance = 0;
      for (let j = Math.max(start, i - reach); j < Math.min(end, i + reach + 1); j++) {
        const [flux, ivar] = [spectrum.flux[j], spectrum.ivar[j]];
        if (flux === undefined || ivar === undefined || !isUsable(flux, ivar)) continue;
        fluxes.push(flux);
        variance += 1 / ivar;
      }
      const n = fluxes.length;
      if (n === 0) continue;
      out.flux[i] = medianInPlace(fluxes);
      out.ivar[i] = 1 / ((variance / n) * (Math.PI / (2 * (n - 1) + Math.PI)));
    }
  }
  return out;
}

/**
 * Weighted running mean with a symmetric kernel of odd length: F = Σ k·f / Σ k over the usable pixels
 * of the window, so that bad pixels and chip edges neither leak nor darken; ivar = (Σ k)² / Σ k²/ivar
 * (independent pixels in; the smoothed ones are correlated with their neighbours): propagation of
 * errors, Bevington & Robinson 2003, "Data Reduction and Error Analysis", §3.2. A window without
 * usable pixels gives NaN and ivar 0.
 */
function convolve(
  spectrum: FluxAndIvar,
  kernel: Float64Array,
  breaks: readonly number[],
): FluxAndIvar {
  const reach = (kernel.length - 1) / 2;
  const out = emptyLike(spectrum);
  for (const { start, end } of segmentsOf(spectrum.flux.length, breaks)) {
    for (let i = start; i < end; i++) {
      let [weight, flux, variance] = [0, 0, 0];
      for (let j = Math.max(start, i - reach); j < Math.min(end, i + reach + 1); j++) {
        const f = spectrum.flux[j] ?? NaN;
        const ivar = spectrum.ivar[j] ?? NaN;
        if (!isUsable(f, ivar)) continue;
        const k = kernel[j - i + reach] ?? 0;
        weight += k;
        flux += k * f;
        variance += (k * k) / ivar;
      }
      if (weight === 0) continue;
      out.flux[i] = flux / weight;
      out.ivar[i] = (weight * weight) / variance;
    }
  }
  return out;
}

function emptyLike({ flux }: FluxAndIvar): FluxAndIvar {
  return { flux: new Float64Array(flux.length).fill(NaN), ivar: new Float64Array(flux.length) };
}

function oddWidth(width: number): number {
  return 2 * Math.ceil((width - 1) / 2) + 1;
}

function requireWidth(parameter: string, value: number): void {
  if (value > 0 && value <= 10_000) return;
  throw new Problem('smoothing-width', `${value} pixels is not a width to smooth with`, {
    where: { parameter },
    advice: 'Give a number above 0 and at most 10000',
  });
}
