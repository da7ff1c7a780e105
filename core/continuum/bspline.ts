import { lowerBound } from './lowerBound.ts';

/** A B-spline basis: interior knots between `start` and `end`, both of which are (degree + 1)-fold. */
export interface BsplineBasis {
  readonly degree: number;
  /** Full knot vector, ascending. */
  readonly knots: Float64Array;
  /** Number of basis functions. */
  readonly size: number;
}

export function bsplineBasis(
  start: number,
  end: number,
  interior: Float64Array,
  degree: number,
): BsplineBasis {
  const ends = (value: number) => new Array<number>(degree + 1).fill(value);
  const knots = Float64Array.from([...ends(start), ...interior, ...ends(end)]);
  return { degree, knots, size: interior.length + degree + 1 };
}

/**
 * The degree + 1 basis functions that are not zero at x, written to `values`; returns the index of
 * the first of them. By the recurrence of Cox and de Boor (de Boor, A Practical Guide to Splines,
 * 2001, ch. X). Outside the ends the outermost polynomial goes on.
 */
export function basisAt(
  { degree, knots, size }: BsplineBasis,
  x: number,
  values: Float64Array,
): number {
  // The interval [knots[j], knots[j + 1]) that holds x, j from `degree` to size − 1.
  const above = lowerBound(knots, x);
  const at = knots[above] === x ? above + multiplicity(knots, above) - 1 : above - 1;
  const j = Math.min(Math.max(at, degree), size - 1);
  values[0] = 1;
  for (let d = 1; d <= degree; d++) {
    let saved = 0;
    for (let r = 0; r < d; r++) {
      const right = knots[j + r + 1] ?? NaN;
      const left = knots[j + 1 - d + r] ?? NaN;
      const share = (values[r] ?? NaN) / (right - left);
      values[r] = saved + (right - x) * share;
      saved = (x - left) * share;
    }
    values[d] = saved;
  }
  return j - degree;
}

function multiplicity(knots: Float64Array, from: number): number {
  let to = from;
  while (knots[to] === knots[from] && to < knots.length) to++;
  return to - from;
}
