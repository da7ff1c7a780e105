import { fitSamples, keepSamples, type FitSamples } from './fitSamples.ts';
import { unfitted, type FitWindow } from './fitWindow.ts';
import { checkInteger, checkPositive, type NormalisationInput } from './input.ts';
import { leastSquares } from './leastSquares.ts';
import type { Normalisation, RegionFit } from './normalisation.ts';
import { normaliseRows, type FitRow } from './normaliseRows.ts';
import { defaultFitRegions } from './range.ts';

export interface ChebyshevInput extends NormalisationInput {
  /** Degree of the polynomial, 0 to 30. Default 4. */
  readonly degree?: number | undefined;
  /** Pixels more than this many σ below the fit are rejected. Default 2; `Infinity` rejects none. */
  readonly lowSigma?: number | undefined;
  /** The same above the fit. Default 3. */
  readonly highSigma?: number | undefined;
  /** Most rejections and refits. Default 5; 0 fits once. */
  readonly iterations?: number | undefined;
}

interface Clipping {
  readonly low: number;
  readonly high: number;
  readonly iterations: number;
}

interface Domain {
  readonly start: number;
  readonly end: number;
}

/**
 * Fits each region with a Chebyshev series, x scaled so that the region's first and last pixel lie
 * at −1 and 1, weights sqrt(ivar), and divides by it. After each fit the samples below −low·σ or
 * above high·σ are dropped, σ being the root mean square of the residuals (in flux) of those still
 * in, and the rest fitted again until nothing is dropped: the rule of IRAF's onedspec.continuum.
 * A rejection that would leave fewer than 2 × (degree + 1) samples is not made.
 *
 * `theta`: coefficients of T₀, T₁, …. Throws a `Problem` for bad parameters or shapes only.
 */
export function chebyshev(input: ChebyshevInput): Normalisation {
  const { degree = 4, lowSigma: low = 2, highSigma: high = 3, iterations = 5 } = input;
  checkInteger('degree', degree, 0, 30);
  checkInteger('iterations', iterations, 0, 100);
  checkPositive('low_sigma', low, true);
  checkPositive('high_sigma', high, true);
  return normaliseRows(input, defaultFitRegions, (row, window, continuum) =>
    fitWindow(row, window, continuum, degree, { low, high, iterations }),
  );
}

function fitWindow(
  row: FitRow,
  window: FitWindow,
  continuum: Float64Array,
  degree: number,
  clipping: Clipping,
): RegionFit {
  const { start, end, first, last, pixels } = window;
  if (pixels.length === 0) return unfitted(window, 'no continuum pixels');
  const domain = { start: row.wavelength[first] ?? NaN, end: row.wavelength[last - 1] ?? NaN };
  let samples = fitSamples(row, window);
  if (samples.flux.length === 0) return unfitted(window, 'all ivar zero');
  let theta = fitSeries(samples, domain, degree);
  for (let i = 0; i < clipping.iterations && theta !== undefined; i++) {
    const kept = clip(samples, theta, domain, clipping);
    if (kept.flux.length === samples.flux.length || kept.flux.length < 2 * (degree + 1)) break;
    samples = kept;
    theta = fitSeries(samples, domain, degree);
  }
  const used = samples.flux.length;
  if (theta === undefined) {
    return unfitted(window, used <= degree ? 'too few pixels' : 'singular', used);
  }
  for (let i = first; i < last; i++) {
    continuum[i] = seriesAt(theta, scaled(row.wavelength[i] ?? NaN, domain));
  }
  return { start, end, n: pixels.length, used, status: 'fitted', theta };
}

/** λ on [−1, 1]; a domain of one pixel lies at 0. */
function scaled(wavelength: number, { start, end }: Domain): number {
  return end > start ? (2 * wavelength - start - end) / (end - start) : 0;
}

function fitSeries(
  { wavelength, flux, weight }: FitSamples,
  domain: Domain,
  degree: number,
): Float64Array | undefined {
  const m = flux.length;
  const n = degree + 1;
  if (m < n) return undefined;
  const design = new Float64Array(m * n);
  for (let i = 0; i < m; i++) {
    const x = scaled(wavelength[i] ?? NaN, domain);
    let before = 0;
    let here = weight[i] ?? NaN;
    for (let k = 0; k < n; k++) {
      design[k * m + i] = here;
      const next = (k === 0 ? x : 2 * x) * here - before;
      before = here;
      here = next;
    }
  }
  return leastSquares(
    design,
    flux.map((f, i) => f * (weight[i] ?? NaN)),
    n,
  );
}

/** Clenshaw's recurrence. */
function seriesAt(theta: Float64Array, x: number): number {
  let b1 = 0;
  let b2 = 0;
  for (let k = theta.length - 1; k > 0; k--) {
    const b = 2 * x * b1 - b2 + (theta[k] ?? NaN);
    b2 = b1;
    b1 = b;
  }
  return x * b1 - b2 + (theta[0] ?? NaN);
}

function clip(
  samples: FitSamples,
  theta: Float64Array,
  domain: Domain,
  { low, high }: Clipping,
): FitSamples {
  const residual = samples.flux.map(
    (f, i) => f - seriesAt(theta, scaled(samples.wavelength[i] ?? NaN, domain)),
  );
  const sigma = Math.sqrt(residual.reduce((sum, r) => sum + r * r, 0) / residual.length);
  return keepSamples(samples, (i) => {
    const r = residual[i] ?? NaN;
    return r >= -low * sigma && r <= high * sigma;
  });
}
