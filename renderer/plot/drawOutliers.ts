import { indexRange } from './bounds.ts';
import { haloText, plotFont, type Drawing } from './drawing.ts';
import { screenX } from './geometry.ts';
import { findOutliers, type OutlierGroup } from './outliers.ts';

/** Counts closer than this (pixels) would cover each other; a total takes their place. */
const LABEL_ROOM = 130;

/** Triangles on the edge for pixels that the y-range leaves out, with their count. */
export function drawOutliers(drawing: Drawing): void {
  const { context, area, model, colors } = drawing;
  const { payload, drawn, segments } = model.spectrum;
  const [from, to] = indexRange(payload.wavelength, model.x.x0, model.x.x1);
  const at = (index: number) =>
    screenX(payload.wavelength[index] ?? NaN, model.x.x0, model.x.x1, area);
  const { groups, above, below } = findOutliers(
    drawn,
    segments.runs,
    from,
    to,
    model.y.y0,
    model.y.y1,
    at,
  );
  if (groups.length === 0) return;
  context.save();
  context.font = plotFont(colors);
  context.textBaseline = 'middle';
  for (const group of groups) drawTriangle(drawing, group);
  context.fillStyle = colors.tick;
  for (const side of ['above', 'below'] as const) {
    const ours = groups.filter((group) => group.side === side);
    const y = side === 'above' ? area.top + 16 : area.bottom - 16;
    if (crowded(ours)) {
      context.textAlign = 'right';
      haloText(drawing, `${side === 'above' ? above : below} px ${side} range`, area.right - 6, y);
    } else {
      for (const group of ours) drawCount(drawing, group, y);
    }
  }
  context.restore();
}

function crowded(groups: readonly OutlierGroup[]): boolean {
  const places = groups.map(({ x }) => x).sort((a, b) => a - b);
  return places.some((x, index) => index > 0 && x - (places[index - 1] ?? 0) < LABEL_ROOM);
}

function drawTriangle({ context, area, colors }: Drawing, { side, x }: OutlierGroup): void {
  const edge = side === 'above' ? area.top : area.bottom;
  const inward = side === 'above' ? 7 : -7;
  context.beginPath();
  context.moveTo(x, edge);
  context.lineTo(x - 4, edge + inward);
  context.lineTo(x + 4, edge + inward);
  context.closePath();
  context.lineWidth = 3;
  context.lineJoin = 'round';
  context.strokeStyle = colors.background;
  context.stroke();
  context.fillStyle = colors.ink;
  context.fill();
}

function drawCount(drawing: Drawing, { x, count, side }: OutlierGroup, y: number): void {
  const { context, area } = drawing;
  const left = x > (area.left + area.right) / 2;
  context.textAlign = left ? 'right' : 'left';
  haloText(drawing, `${count} px ${side} range`, left ? x - 7 : x + 7, y);
}
