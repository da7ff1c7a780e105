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

/** Of the stretch between two spaced knots, the share that its good pixels must span. */
const LEAST_SPAN = 0.5;

/**
 * Interior knots: by hand (Å, in any order), or so many evenly spaced between the ends of the spline
 * in each region.
 */
export type Knots = { readonly at: readonly number[] } | { readonly count: number };

export interface SplineInput extends NormalisationInput {
  /** 2 (quadratic) or 3 (cubic, default). */
  readonly degree?: 2 | 3 | undefined;
  /** Default: 10 evenly spaced in each region. */
  readonly knots?: Knots | undefined;
}

/**
 * Fits each region with a least-squares spline on fixed knots, weights sqrt(ivar), and divides by
 * it. The spline has its ends at the outermost continuum pixels of a region, or where those are bad for
 * half of the way to the next knot, at the outermost good ones; beyond its ends the continuum keeps the
 * value it has there, since a cubic that goes on alone is soon off by factors.
 *
 * A knot is dropped where fewer than degree + 1 good continuum pixels lie between it and the knot
 * kept before it (or an end): the data could not hold the spline there (the condition of Schoenberg
 * and Whitney). A spaced knot is also dropped where they span less than half of that stretch: a few
 * neighbouring pixels hold a cubic in their midst only. The knots that were kept are in the region's
 * `knots`; `theta` holds the B-spline coefficients. Throws a `Problem` for bad parameters or shapes
 * only.
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
  if (knots.at.length > MAX_KNOTS) {
    throw new Problem('continuum-parameter', `there are ${knots.at.length} knots`, {
      where: { parameter: 'knots' },
      advice: `Give at most ${MAX_KNOTS}`,
    });
  }
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
  const [from, to] = endsOf(row.wavelength, window, samples.wavelength, wanted);
  if (used < degree + 1 || !(to > from)) return unfitted(window, 'too few pixels', used);
  const knots = supportedKnots(wanted, from, to, samples.wavelength, degree);
  const basis = bsplineBasis(from, to, knots, degree);
  const theta = fitCoefficients(basis, samples);
  if (theta === undefined) return unfitted(window, 'singular', used);
  const values = new Float64Array(degree + 1);
  for (let i = first; i < last; i++) {
    const at = Math.min(Math.max(row.wavelength[i] ?? NaN, from), to);
    const j = basisAt(basis, at, values);
    let sum = 0;
    for (let d = 0; d <= degree; d++) sum += (values[d] ?? NaN) * (theta[j + d] ?? NaN);
    continuum[i] = sum;
  }
  return { start, end, n: pixels.length, used, status: 'fitted', theta, knots };
}

/** Where the spline begins and ends. */
function endsOf(
  wavelength: Float64Array,
  { first, last, pixels }: FitWindow,
  good: Float64Array,
  wanted: Knots,
): [from: number, to: number] {
  const from = wavelength[pixels[0] ?? first] ?? NaN;
  const to = wavelength[Math.min(pixels.at(-1) ?? last, last - 1)] ?? NaN;
  const knots = placed(wanted, from, to);
  const begin = good[0] ?? NaN;
  const end = Math.min(good.at(-1) ?? NaN, to);
  const isFar = (gap: number, stretch: number) => gap > LEAST_SPAN * stretch;
  return [
    isFar(begin - from, (knots[0] ?? to) - from) ? begin : from,
    isFar(to - end, to - (knots.at(-1) ?? from)) ? end : to,
  ];
}

/** The knots asked for that lie between the ends, ascending, each once. */
function placed(knots: Knots, from: number, to: number): number[] {
  if ('count' in knots) {
    const step = (to - from) / (knots.count + 1);
    return Array.from({ length: knots.count }, (_, i) => from + (i + 1) * step);
  }
  return [...new Set(knots.at)].filter((knot) => knot > from && knot < to).sort((a, b) => a - b);
}

function supportedKnots(
  wanted: Knots,
  from: number,
  to: number,
  good: Float64Array,
  degree: number,
): Float64Array {
  const leastSpan = 'count' in wanted ? LEAST_SPAN : 0;
  const holds = (start: number, end: number): boolean => {
    const first = lowerBound(good, start);
    const after = end === to ? good.length : lowerBound(good, end);
    const span = (good[after - 1] ?? NaN) - (good[first] ?? NaN);
    return after - first > degree && span >= leastSpan * (end - start);
  };
  const kept: number[] = [];
  for (const knot of placed(wanted, from, to)) {
    if (holds(kept.at(-1) ?? from, knot)) kept.push(knot);
  }
  for (let last = kept.at(-1); last !== undefined && !holds(last, to); last = kept.at(-1)) {
    kept.pop();
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
