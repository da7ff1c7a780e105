import { indexRange } from './bounds.ts';
import type { PixelRun } from './segments.ts';
import type { XRange } from './viewRange.ts';

/** How far a line reaches within each screen column; low > high where there is no line. */
export interface LineColumns {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** From so many samples a column on, a line is drawn as one bar a column. */
const DENSE = 1.5;

/** Whether the samples in view crowd the columns, so that bars look the same and cost far less. */
export function isDense(wavelength: Float64Array, view: XRange, columns: number): boolean {
  const [from, to] = indexRange(wavelength, view.x0, view.x1);
  return to - from > columns * DENSE;
}

/**
 * The extent, in flux units, of the line through the samples within each of `columns` equal columns
 * of the view. Exact: a column holds its samples and where the line enters and leaves it, so no
 * spike is lost and neighbouring columns touch. A run, or a value that is not finite, ends the line.
 */
export function lineColumns(
  wavelength: Float64Array,
  values: Float64Array,
  runs: readonly PixelRun[],
  view: XRange,
  columns: number,
): LineColumns {
  const low = new Float64Array(columns).fill(Infinity);
  const high = new Float64Array(columns).fill(-Infinity);
  const extend = (column: number, value: number) => {
    if (column < 0 || column >= columns) return;
    if (value < (low[column] ?? 0)) low[column] = value;
    if (value > (high[column] ?? 0)) high[column] = value;
  };
  const [first, last] = indexRange(wavelength, view.x0, view.x1);
  const scale = columns / (view.x1 - view.x0);
  for (const run of runs) {
    const to = Math.min(run.to, last + 1);
    let before = NaN;
    let placeBefore = NaN;
    for (let index = Math.max(run.from, first - 1); index < to; index += 1) {
      const value = values[index] ?? NaN;
      if (!Number.isFinite(value)) {
        before = NaN;
        continue;
      }
      const place = ((wavelength[index] ?? NaN) - view.x0) * scale;
      if (before === before) {
        const slope = (value - before) / (place - placeBefore);
        const edge = Math.min(columns, Math.floor(place));
        for (let at = Math.max(0, Math.floor(placeBefore) + 1); at <= edge; at += 1) {
          const crossing = before + slope * (at - placeBefore);
          extend(at - 1, crossing);
          extend(at, crossing);
        }
      }
      extend(Math.floor(place), value);
      before = value;
      placeBefore = place;
    }
  }
  return { low, high };
}
