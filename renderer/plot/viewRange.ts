/** What a panel shows along x, in Å. */
export interface XRange {
  readonly x0: number;
  readonly x1: number;
}

/** What the flux panel shows along y, in flux units. */
export interface YRange {
  readonly y0: number;
  readonly y1: number;
}

/** `y` is null while it follows the data in view. */
export interface PlotView {
  readonly x: XRange;
  readonly y: YRange | null;
}

/** No closer than this many pixels of the spectrum across the panel. */
const CLOSEST = 6;

/** Keeps a range inside `whole` and no narrower than a few pixels of width `step`. */
export function clampX(range: XRange, whole: XRange, step: number): XRange {
  const least = Math.min(step * CLOSEST, whole.x1 - whole.x0);
  const width = Math.min(whole.x1 - whole.x0, Math.max(least, range.x1 - range.x0));
  const centre = (range.x0 + range.x1) / 2;
  const x0 = Math.min(Math.max(centre - width / 2, whole.x0), whole.x1 - width);
  return { x0, x1: x0 + width };
}

/** Zooms by `factor` (> 1: closer) about `centre`, which stays where it is on the screen. */
export function zoomX(range: XRange, factor: number, centre: number): XRange {
  return { x0: centre - (centre - range.x0) / factor, x1: centre + (range.x1 - centre) / factor };
}

export function zoomY(range: YRange, factor: number, centre: number): YRange {
  return { y0: centre - (centre - range.y0) / factor, y1: centre + (range.y1 - centre) / factor };
}

/** Moves by a fraction of the width: 0.1 is a tenth to the right. */
export function panX(range: XRange, fraction: number): XRange {
  const shift = (range.x1 - range.x0) * fraction;
  return { x0: range.x0 + shift, x1: range.x1 + shift };
}

export function sameX(a: XRange, b: XRange): boolean {
  const tolerance = Math.abs(a.x1 - a.x0) * 1e-9;
  return Math.abs(a.x0 - b.x0) <= tolerance && Math.abs(a.x1 - b.x1) <= tolerance;
}
