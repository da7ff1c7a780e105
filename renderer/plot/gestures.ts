import { valueAtX, valueAtY, type PanelArea } from './geometry.ts';
import { FLAT, type ScreenBox } from './overlay.ts';
import { panX, zoomX, zoomY, type PlotView, type XRange, type YRange } from './viewRange.ts';

export type PlotTool = 'zoom' | 'pan';

export interface Shown {
  readonly x: XRange;
  readonly y: YRange;
  /** The y-range the user chose; null while it follows the data. */
  readonly ownY: YRange | null;
}

/** Per unit of wheel travel; one notch (100) zooms by about a sixth. */
const WHEEL = 0.0016;
/** A drag shorter than this is a click. */
const CLICK = 4;

export interface WheelMove {
  readonly deltaX: number;
  readonly deltaY: number;
  readonly shift: boolean;
  readonly px: number;
  readonly py: number;
}

/** Wheel: zoom x about the pointer; with shift, y. Sideways travel pans. */
export function wheelView(shown: Shown, move: WheelMove, area: PanelArea): PlotView {
  const { x, y, ownY } = shown;
  if (move.shift) {
    const travel = move.deltaY === 0 ? move.deltaX : move.deltaY;
    const centre = valueAtY(move.py, y.y0, y.y1, area);
    return { x, y: zoomY(y, Math.exp(-travel * WHEEL), centre) };
  }
  const panned = panX(x, move.deltaX / (area.right - area.left));
  const centre = valueAtX(move.px, panned.x0, panned.x1, area);
  return { x: zoomX(panned, Math.exp(-move.deltaY * WHEEL), centre), y: ownY };
}

/** The view after dragging by (dx, dy) screen pixels; y moves only if it is the user's own. */
export function panView(start: Shown, dx: number, dy: number, area: PanelArea): PlotView {
  const x = panX(start.x, -dx / (area.right - area.left));
  if (start.ownY === null) return { x, y: null };
  const shift = (dy / (area.bottom - area.top)) * (start.ownY.y1 - start.ownY.y0);
  return { x, y: { y0: start.ownY.y0 + shift, y1: start.ownY.y1 + shift } };
}

/** The view inside a box; null if it was a click. A flat box keeps the y-range as it is. */
export function boxView(shown: Shown, box: ScreenBox, area: PanelArea): PlotView | null {
  const inside = (value: number) => Math.min(Math.max(value, area.left), area.right);
  const left = inside(Math.min(box.x0, box.x1));
  const right = inside(Math.max(box.x0, box.x1));
  if (right - left < CLICK) return null;
  const x = {
    x0: valueAtX(left, shown.x.x0, shown.x.x1, area),
    x1: valueAtX(right, shown.x.x0, shown.x.x1, area),
  };
  if (Math.abs(box.y1 - box.y0) < FLAT) return { x, y: shown.ownY };
  const top = Math.max(area.top, Math.min(box.y0, box.y1));
  const bottom = Math.min(area.bottom, Math.max(box.y0, box.y1));
  const { y0, y1 } = shown.y;
  return { x, y: { y0: valueAtY(bottom, y0, y1, area), y1: valueAtY(top, y0, y1, area) } };
}
