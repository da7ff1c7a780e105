import { indexRange } from './bounds.ts';
import type { PixelRun } from './segments.ts';
import type { XRange } from './viewRange.ts';

export interface LinePoint {
  readonly x: number;
  readonly y: number;
}

/** Ends a stretch: Chart.js does not draw through a point that is not a number. */
const BREAK: LinePoint = { x: NaN, y: NaN };

/**
 * The points of a line as wide as `columns` screen pixels. Where a screen pixel holds more than
 * four samples, its first, lowest, highest and last one stand for it, in their order, so no spike
 * is ever lost; elsewhere every sample is kept. One sample beyond each edge lets the line leave
 * the panel. Stretches are separated by points that are not a number.
 */
export function decimate(
  wavelength: Float64Array,
  values: Float64Array,
  runs: readonly PixelRun[],
  view: XRange,
  columns: number,
): LinePoint[] {
  const points: LinePoint[] = [];
  const [first, last] = indexRange(wavelength, view.x0, view.x1);
  const scale = columns / (view.x1 - view.x0);
  for (const run of runs) {
    const from = Math.max(run.from, first - 1);
    const to = Math.min(run.to, last + 1);
    if (to <= from) continue;
    if (points.length > 0) points.push(BREAK);
    if (to - from <= columns * 4) {
      for (let index = from; index < to; index += 1) points.push(at(wavelength, values, index));
    } else {
      reduce(wavelength, values, from, to, (x) => Math.floor((x - view.x0) * scale), points);
    }
  }
  return points;
}

function reduce(
  wavelength: Float64Array,
  values: Float64Array,
  from: number,
  to: number,
  column: (x: number) => number,
  points: LinePoint[],
): void {
  let start = from;
  while (start < to) {
    const here = column(wavelength[start] ?? 0);
    let low = start;
    let high = start;
    let end = start + 1;
    while (end < to && column(wavelength[end] ?? 0) === here) {
      const value = values[end] ?? NaN;
      if (value < (values[low] ?? NaN)) low = end;
      if (value > (values[high] ?? NaN)) high = end;
      end += 1;
    }
    let previous = -1;
    for (const index of [start, Math.min(low, high), Math.max(low, high), end - 1]) {
      if (index !== previous) points.push(at(wavelength, values, index));
      previous = index;
    }
    start = end;
  }
}

function at(wavelength: Float64Array, values: Float64Array, index: number): LinePoint {
  return { x: wavelength[index] ?? NaN, y: values[index] ?? NaN };
}
