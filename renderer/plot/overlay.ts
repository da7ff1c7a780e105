import { formatFixed } from '../format/number.ts';
import { plotFont } from './drawing.ts';
import { LANE_GAP, lanesHeight, screenX, screenY, type PanelArea } from './geometry.ts';
import type { PlotColors } from './plotColors.ts';
import type { PlotModel } from './plotModel.ts';

/** A rectangle being dragged out, CSS pixels. */
export interface ScreenBox {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

export interface Cursor {
  /** Pixel of the spectrum. */
  readonly index: number;
  readonly pinned: boolean;
}

/** Boxes flatter than this zoom x only. */
export const FLAT = 14;

interface Overlay {
  /** CSS pixels of the canvas, known without asking the page for a layout. */
  readonly size: { readonly width: number; readonly height: number };
  readonly cursor: Cursor | null;
  readonly box: ScreenBox | null;
}

/** What moves with the pointer, on a canvas of its own so that the plot below is not drawn again. */
export function drawOverlay(
  canvas: HTMLCanvasElement,
  area: PanelArea,
  model: PlotModel,
  colors: PlotColors,
  { size: { width, height }, cursor, box }: Overlay,
): void {
  const context = canvas.getContext('2d');
  if (context === null) return;
  const ratio = window.devicePixelRatio;
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
  }
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  if (cursor !== null) drawCursor(context, area, model, colors, cursor);
  if (box !== null) drawBox(context, area, colors, box);
}

function drawCursor(
  context: CanvasRenderingContext2D,
  area: PanelArea,
  model: PlotModel,
  colors: PlotColors,
  { index, pinned }: Cursor,
): void {
  const { payload, drawn, lanes } = model.spectrum;
  const wavelength = payload.wavelength[index];
  if (wavelength === undefined || wavelength < model.x.x0 || wavelength > model.x.x1) return;
  const x = Math.round(screenX(wavelength, model.x.x0, model.x.x1, area)) + 0.5;
  const floor = area.bottom + lanesHeight(lanes.length);
  context.save();
  context.strokeStyle = colors.cross;
  context.lineWidth = 1;
  context.globalAlpha = pinned ? 1 : 0.6;
  context.setLineDash(pinned ? [3, 3] : []);
  context.beginPath();
  context.moveTo(x, area.top);
  context.lineTo(x, floor);
  context.stroke();
  context.setLineDash([]);
  context.globalAlpha = 1;
  const flux = drawn[index] ?? NaN;
  if (flux >= model.y.y0 && flux <= model.y.y1) {
    context.beginPath();
    context.arc(x, screenY(flux, model.y.y0, model.y.y1, area), 3.5, 0, 2 * Math.PI);
    context.fillStyle = colors.background;
    context.fill();
    context.lineWidth = 2;
    context.stroke();
  }
  if (pinned) drawTag(context, area, colors, formatFixed(wavelength, 2), x, floor);
  context.restore();
}

/** The value on the axis, over whatever tick label is there. */
function drawTag(
  context: CanvasRenderingContext2D,
  area: PanelArea,
  colors: PlotColors,
  text: string,
  x: number,
  floor: number,
): void {
  context.font = plotFont(colors, 600);
  const width = context.measureText(text).width + 10;
  const left = Math.min(Math.max(x - width / 2, area.left), area.right - width);
  context.fillStyle = colors.background;
  context.fillRect(left - 12, floor + LANE_GAP + 1, width + 24, 16);
  context.fillStyle = colors.cross;
  context.beginPath();
  context.roundRect(left, floor + LANE_GAP, width, 17, 3);
  context.fill();
  context.fillStyle = colors.onCross;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(text, left + width / 2, floor + LANE_GAP + 9);
}

function drawBox(
  context: CanvasRenderingContext2D,
  area: PanelArea,
  colors: PlotColors,
  box: ScreenBox,
): void {
  const flat = Math.abs(box.y1 - box.y0) < FLAT;
  const left = Math.max(area.left, Math.min(box.x0, box.x1));
  const right = Math.min(area.right, Math.max(box.x0, box.x1));
  const top = flat ? area.top : Math.max(area.top, Math.min(box.y0, box.y1));
  const bottom = flat ? area.bottom : Math.min(area.bottom, Math.max(box.y0, box.y1));
  context.save();
  context.globalAlpha = 0.12;
  context.fillStyle = colors.cross;
  context.fillRect(left, top, right - left, bottom - top);
  context.globalAlpha = 1;
  context.strokeStyle = colors.cross;
  context.strokeRect(Math.round(left) + 0.5, Math.round(top) + 0.5, right - left, bottom - top);
  context.restore();
}
