import { clipped, haloText, plotFont, type Drawing } from './drawing.ts';
import { pixelEdges } from './errorBand.ts';
import { screenX, screenY } from './geometry.ts';
import type { Lane } from './lanes.ts';
import type { Ticks } from './ticks.ts';

/** At any zoom a masked pixel is at least this wide on the screen. */
const LEAST_WIDTH = 2;
const GAP_OPACITY = 0.35;
/** A gap narrower than this gets the hatch without the words. */
const WORDS_FROM = 64;

/** Grid, gaps and mask shading: everything behind the data. */
export function drawBackdrop(drawing: Drawing, xTicks: Ticks, yTicks: Ticks): void {
  drawGrid(drawing, xTicks, yTicks);
  clipped(drawing, () => {
    drawGaps(drawing);
    for (const lane of drawing.model.spectrum.shading) {
      const { top, bottom } = drawing.area;
      drawRuns(drawing, lane, top, bottom - top, drawing.colors.hatchOpacity);
    }
  });
}

function drawGrid({ context, area, model, colors }: Drawing, xTicks: Ticks, yTicks: Ticks): void {
  context.save();
  context.strokeStyle = colors.grid;
  context.lineWidth = 1;
  context.beginPath();
  for (const value of xTicks.major) {
    const x = Math.round(screenX(value, model.x.x0, model.x.x1, area)) + 0.5;
    context.moveTo(x, area.top);
    context.lineTo(x, area.bottom);
  }
  for (const value of yTicks.major) {
    const y = Math.round(screenY(value, model.y.y0, model.y.y1, area)) + 0.5;
    context.moveTo(area.left, y);
    context.lineTo(area.right, y);
  }
  context.stroke();
  context.restore();
}

function drawGaps(drawing: Drawing): void {
  const { context, area, model, colors, hatches } = drawing;
  for (const gap of model.spectrum.segments.gaps) {
    const left = Math.max(area.left, screenX(gap.x0, model.x.x0, model.x.x1, area));
    const right = Math.min(area.right, screenX(gap.x1, model.x.x0, model.x.x1, area));
    if (right - left < 3) continue;
    context.save();
    context.globalAlpha = GAP_OPACITY;
    context.fillStyle = hatches.gap;
    context.fillRect(left, area.top, right - left, area.bottom - area.top);
    context.restore();
    if (right - left < WORDS_FROM) continue;
    context.font = plotFont(colors);
    context.textAlign = 'center';
    context.textBaseline = 'alphabetic';
    context.fillStyle = colors.faint;
    haloText(drawing, model.spectrum.gapWords, (left + right) / 2, area.bottom - 12);
  }
}

/** Hatches the stretches of a lane between `top` and `top + height`. */
export function drawRuns(
  { context, area, model, hatches }: Drawing,
  lane: Lane,
  top: number,
  height: number,
  opacity: number,
): void {
  const { wavelength } = model.spectrum.payload;
  context.save();
  context.globalAlpha = opacity;
  context.fillStyle = hatches[lane.group];
  let drawnTo = -Infinity;
  for (const run of lane.runs) {
    const [x0] = pixelEdges(wavelength, run.from, run);
    const [, x1] = pixelEdges(wavelength, run.to - 1, run);
    if (x1 < model.x.x0 || x0 > model.x.x1) continue;
    // On whole pixels: hatches stay crisp, and unsmoothed edges are filled far faster.
    let left = Math.round(screenX(x0, model.x.x0, model.x.x1, area));
    const end = Math.round(screenX(x1, model.x.x0, model.x.x1, area));
    const right = Math.max(end, left + LEAST_WIDTH);
    left = Math.max(left, drawnTo, area.left);
    if (right <= left) continue;
    context.fillRect(left, top, Math.min(right, area.right) - left, height);
    drawnTo = right;
  }
  context.restore();
}
