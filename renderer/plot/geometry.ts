/** Screen distances of the plot in CSS pixels. */
export const LEFT = 64;
export const RIGHT = 14;
export const TOP = 6;
/** Room for ticks, labels and the title of the x axis. */
export const AXIS = 42;
export const LANE = 11;
export const LANE_STEP = 12;
/** Between the flux panel and the lanes. */
export const LANE_GAP = 6;

/** Height that the lanes take under the flux panel. */
export function lanesHeight(lanes: number): number {
  return lanes === 0 ? 0 : LANE_GAP + lanes * LANE_STEP + 2;
}

/** A rectangle of the canvas with the scales that map into it. */
export interface PanelArea {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Screen x of a wavelength. */
export function screenX(value: number, x0: number, x1: number, area: PanelArea): number {
  return area.left + ((value - x0) / (x1 - x0)) * (area.right - area.left);
}

/** Screen y of a flux; y grows downwards on the screen. */
export function screenY(value: number, y0: number, y1: number, area: PanelArea): number {
  return area.bottom - ((value - y0) / (y1 - y0)) * (area.bottom - area.top);
}

export function valueAtX(pixel: number, x0: number, x1: number, area: PanelArea): number {
  return x0 + ((pixel - area.left) / (area.right - area.left)) * (x1 - x0);
}

export function valueAtY(pixel: number, y0: number, y1: number, area: PanelArea): number {
  return y0 + ((area.bottom - pixel) / (area.bottom - area.top)) * (y1 - y0);
}
