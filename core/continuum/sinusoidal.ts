import { applyContinuum } from './applyContinuum.ts';
import { solveCholesky } from './cholesky.ts';
import { unfitted, usableIvar } from './fitWindow.ts';
import { checkShapes, type NormalisationInput, type NormalisationRows } from './input.ts';
import { largestEigenvalue } from './largestEigenvalue.ts';
import type { Normalisation, RegionFit, RowNormalisation } from './normalisation.ts';
import { finish } from './normaliseRows.ts';
import type { Phasors } from './phasors.ts';
import {
  prepareSinusoidal,
  type PreparedSinusoidal,
  type SinusoidalWindow,
} from './prepareSinusoidal.ts';

/** Share of the largest eigenvalue that is added to the diagonal (Astra's regularisation). */
const REGULARISATION = 1e-6;

export interface SinusoidalInput extends NormalisationInput {
  /** Length of the fundamental, Å. Default 1400. */
  readonly L?: number | undefined;
  /** Number of harmonics. Default 3. */
  readonly order?: number | undefined;
}

/**
 * Fits the continuum of every row with a sum of sines and cosines, each fit region on its own
 * (Casey et al. 2016, arXiv:1603.03040, as Astra does it), and divides by it. `theta`: the
 * constant, then cos and sin of each harmonic of 2πλ/L.
 *
 * Throws a `Problem` for arrays that do not fit together or parameters out of bounds; bad data
 * never throw: they are flagged.
 */
export function sinusoidal(input: SinusoidalInput): Normalisation {
  return sinusoidalOn(prepareSinusoidal(input), input);
}

/** The same on a grid prepared before (see `isPreparedFor`), which takes about half the time. */
export function sinusoidalOn(prepared: PreparedSinusoidal, rows: NormalisationRows): Normalisation {
  checkShapes(prepared.wavelength.length, rows);
  return finish(rows, (flux, ivar, mask) => fitSinusoidal(prepared, flux, ivar, mask));
}

/** One row on a prepared grid; `flux`, `ivar` and `mask` are as long as its wavelengths. */
export function fitSinusoidal(
  prepared: PreparedSinusoidal,
  flux: Float64Array,
  ivar: Float64Array,
  mask?: Uint8Array,
): RowNormalisation {
  const continuum = new Float64Array(flux.length).fill(1);
  const regions = prepared.windows.map((window) => {
    const fit = fitWindow(window, prepared.terms, flux, ivar, mask);
    if (fit.status === 'fitted') evaluate(prepared.phasors, fit.theta, window, continuum);
    return fit;
  });
  return applyContinuum(flux, ivar, mask, continuum, prepared.windows, regions);
}

function fitWindow(
  window: SinusoidalWindow,
  terms: number,
  flux: Float64Array,
  ivar: Float64Array,
  mask: Uint8Array | undefined,
): RegionFit {
  const { start, end, pixels, design } = window;
  if (pixels.length === 0) return unfitted(window, 'no continuum pixels');
  const normal = new Float64Array(terms * terms);
  const right = new Float64Array(terms);
  let used = 0;
  for (let p = 0; p < pixels.length; p++) {
    const pixel = pixels[p] ?? 0;
    const weight = usableIvar(flux, ivar, mask, pixel);
    if (weight === 0) continue;
    used++;
    const value = flux[pixel] ?? NaN;
    const at = p * terms;
    for (let j = 0; j < terms; j++) {
      const weighted = weight * (design[at + j] ?? NaN);
      right[j] = (right[j] ?? NaN) + weighted * value;
      const row = j * terms;
      for (let k = 0; k <= j; k++) {
        normal[row + k] = (normal[row + k] ?? NaN) + weighted * (design[at + k] ?? NaN);
      }
    }
  }
  if (used === 0) return unfitted(window, 'all ivar zero');
  for (let j = 0; j < terms; j++) {
    for (let k = 0; k < j; k++) normal[k * terms + j] = normal[j * terms + k] ?? NaN;
  }
  const ridge = REGULARISATION * largestEigenvalue(normal, terms);
  for (let j = 0; j < terms; j++) normal[j * terms + j] = (normal[j * terms + j] ?? NaN) + ridge;
  const theta = solveCholesky(normal, right);
  if (theta === undefined || !isBounded(theta)) return unfitted(window, 'singular', used);
  return { start, end, n: pixels.length, used, status: 'fitted', theta };
}

/** Whether no wavelength can take the series out of the range of doubles (1.8e308). */
function isBounded(theta: Float64Array): boolean {
  return theta.reduce((sum, term) => sum + Math.abs(term), 0) < 4e307;
}

/** C = θ₀ + Re Σ (a_k − i·b_k)·e^{ikx}, by Horner's rule in e^{ix}: no harmonic is ever stored. */
function evaluate(
  { cos, sin }: Phasors,
  theta: Float64Array,
  { first, last }: SinusoidalWindow,
  continuum: Float64Array,
): void {
  const constant = theta[0] ?? NaN;
  const top = theta.length - 2;
  for (let i = first; i < last; i++) {
    const c = cos[i] ?? NaN;
    const s = sin[i] ?? NaN;
    let re = 0;
    let im = 0;
    for (let at = top; at > 0; at -= 2) {
      const a = re + (theta[at] ?? NaN);
      const b = im - (theta[at + 1] ?? NaN);
      re = a * c - b * s;
      im = a * s + b * c;
    }
    continuum[i] = constant + re;
  }
}
