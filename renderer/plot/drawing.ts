import type { PanelArea } from './geometry.ts';
import type { Hatches } from './hatch.ts';
import type { PlotColors } from './plotColors.ts';
import type { PlotModel } from './plotModel.ts';

/** What every drawing step gets. */
export interface Drawing {
  readonly context: CanvasRenderingContext2D;
  readonly area: PanelArea;
  readonly model: PlotModel;
  readonly colors: PlotColors;
  readonly hatches: Hatches;
  /** Device pixels in one of the canvas's own. */
  readonly ratio: number;
}

/** Draws inside the flux panel only. */
export function clipped({ context, area }: Drawing, draw: () => void): void {
  context.save();
  context.beginPath();
  context.rect(area.left, area.top, area.right - area.left, area.bottom - area.top);
  context.clip();
  draw();
  context.restore();
}

/** Text with a rim of the background, readable over lines. */
export function haloText(
  { context, colors }: Pick<Drawing, 'context' | 'colors'>,
  text: string,
  x: number,
  y: number,
): void {
  context.lineJoin = 'round';
  context.lineWidth = 3;
  context.strokeStyle = colors.background;
  context.strokeText(text, x, y);
  context.fillText(text, x, y);
}

export function plotFont(colors: PlotColors, weight = 400): string {
  return `${weight} 11px ${colors.font}`;
}
