import { Problem } from '../problem/problem.ts';
import { solveBanded } from './bandedCholesky.ts';
import { basisAt, bsplineBasis, type BsplineBasis } from './bspline.ts';
import { fitSamples, type FitSamples } from './fitSamples.ts';
import { unfitted, type FitWindow } from './fitWindow.ts';
import { checkInteger, type NormalisationInput } from './input.ts';
import { lowerBound } from './lowerBound.ts';
import type { Normalisation, RegionFit } from './normalisation.ts';
import { normaliseRows, type FitRow } from './normaliseRows.ts';
import { defaultFitRegions } from './range.ts';

const MAX_KNOTS = 10_000;

/** Interior knots: by hand (Å, in any order), or so many evenly spaced in each region. */
export type Knots = { readonly at: readonly number[] } | { readonly count: number };

export interface SplineInput extends NormalisationInput {
  /** 2 (quadratic) or 3 (cubic, default). */
  readonly degree?: 2 | 3 | undefined;
  /** Default: 10 evenly spaced in each region. */
  readonly knots?: Knots | undefined;
}

/**
 * Fits each region with a least-squares spline on fixed knots, weights sqrt(ivar), and divides by
 * it. A knot is dropped where fewer than degree + 1 good continuum pixels lie between it and the
 * knot kept before it (or the region's end): the data could not hold the spline there (the
 * condition of Schoenberg and Whitney). The knots that were kept are in the region's `knots`;
 * `theta` holds the B-spline coefficients. Throws a `Problem` for bad parameters or shapes only.
 */
export function spline(input: SplineInput): Normalisation {
  const { degree = 3, knots = { count: 10 } } = input;
  checkInteger('degree', degree, 2, 3);
  checkKnots(knots);
  return normaliseRows(input, defaultFitRegions, (row, window, continuum) =>
    fitWindow(row, window, continuum, degree, knots),
  );
}

function checkKnots(knots: Knots): void {
  if ('count' in knots) return checkInteger('knots', knots.count, 0, MAX_KNOTS);
  checkInteger('number of knots', knots.at.length, 0, MAX_KNOTS);
  const bad = knots.at.find((knot) => !Number.isFinite(knot));
  if (bad === undefined) return;
  throw new Problem('continuum-parameter', `a knot is at ${bad}`, {
    where: { parameter: 'knots' },
    advice: 'Give wavelengths in Å',
  });
}

function fitWindow(
  row: FitRow,
  window: FitWindow,
  continuum: Float64Array,
  degree: number,
  wanted: Knots,
): RegionFit {
  const { start, end, first, last, pixels } = window;
  if (pixels.length === 0) return unfitted(window, 'no continuum pixels');
  const samples = fitSamples(row, window);
  const used = samples.flux.length;
  if (used === 0) return unfitted(window, 'all ivar zero');
  const from = row.wavelength[first] ?? NaN;
  const to = row.wavelength[last - 1] ?? NaN;
  if (used < degree + 1 || !(to > from)) return unfitted(window, 'too few pixels', used);
  const knots = supportedKnots(placed(wanted, from, to), samples.wavelength, degree);
  const basis = bsplineBasis(from, to, knots, degree);
  const theta = fitCoefficients(basis, samples);
  if (theta === undefined) return unfitted(window, 'singular', used);
  const values = new Float64Array(degree + 1);
  for (let i = first; i < last; i++) {
    const j = basisAt(basis, row.wavelength[i] ?? NaN, values);
    let sum = 0;
    for (let d = 0; d <= degree; d++) sum += (values[d] ?? NaN) * (theta[j + d] ?? NaN);
    continuum[i] = sum;
  }
  return { start, end, n: pixels.length, used, status: 'fitted', theta, knots };
}

/** The knots asked for that lie inside the region, ascending, each once. */
function placed(knots: Knots, from: number, to: number): number[] {
  if ('count' in knots) {
    const step = (to - from) / (knots.count + 1);
    return Array.from({ length: knots.count }, (_, i) => from + (i + 1) * step);
  }
  return [...new Set(knots.at)].filter((knot) => knot > from && knot < to).sort((a, b) => a - b);
}

function supportedKnots(
  knots: readonly number[],
  wavelength: Float64Array,
  degree: number,
): Float64Array {
  const kept: number[] = [];
  const need = degree + 1;
  let before = 0;
  for (const knot of knots) {
    const here = lowerBound(wavelength, knot);
    if (wavelength.length - here < need) break;
    if (here - before < need) continue;
    kept.push(knot);
    before = here;
  }
  return Float64Array.from(kept);
}

/** Normal equations: a band matrix, and for B-splines a well-conditioned one. */
function fitCoefficients(
  basis: BsplineBasis,
  { wavelength, flux, weight }: FitSamples,
): Float64Array | undefined {
  const { degree, size } = basis;
  const band = new Float64Array(size * (degree + 1));
  const right = new Float64Array(size);
  const values = new Float64Array(degree + 1);
  for (let i = 0; i < flux.length; i++) {
    const j = basisAt(basis, wavelength[i] ?? NaN, values);
    const ivar = (weight[i] ?? NaN) ** 2;
    for (let d = 0; d <= degree; d++) {
      const weighted = ivar * (values[d] ?? NaN);
      right[j + d] = (right[j + d] ?? NaN) + weighted * (flux[i] ?? NaN);
      for (let e = 0; e <= d; e++) {
        const at = (j + d) * (degree + 1) + d - e;
        band[at] = (band[at] ?? NaN) + weighted * (values[e] ?? NaN);
      }
    }
  }
  const theta = solveBanded(band, right, degree);
  return theta?.every(Number.isFinite) === true ? theta : undefined;
}
