import { clipped, type Drawing } from './drawing.ts';
import { bandBars } from './errorBand.ts';
import { screenX, screenY } from './geometry.ts';

/** ±1σ as vertical bars on whole pixels, so that neighbours never overlap and darken. Nothing without errors. */
export function drawBand(drawing: Drawing): void {
  const { context, area, model, colors } = drawing;
  const { spectrum, x, y } = model;
  const { payload, sigma, wild, segments, drawn } = spectrum;
  if (payload.noErrors === true) return;
  const columns = Math.round(area.right - area.left);
  const bars = bandBars(payload.wavelength, drawn, sigma, wild, segments.runs, x, columns);
  clipped(drawing, () => {
    context.fillStyle = colors.band;
    for (const bar of bars) {
      const left = Math.round(screenX(bar.x0, x.x0, x.x1, area));
      const right = Math.round(screenX(bar.x1, x.x0, x.x1, area));
      const top = Math.max(area.top, screenY(bar.high, y.y0, y.y1, area));
      const bottom = Math.min(area.bottom, screenY(bar.low, y.y0, y.y1, area));
      if (right > left && bottom > top) context.fillRect(left, top, right - left, bottom - top);
    }
  });
}
