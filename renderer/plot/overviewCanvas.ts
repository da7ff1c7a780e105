import { decimate } from './decimate.ts';
import type { PlotColors } from './plotColors.ts';
import { autoY, type PreparedSpectrum } from './plotModel.ts';

const PADDING = 4;

/** Draws the whole spectrum as a faint line; the window over it is HTML. */
export function drawOverview(
  canvas: HTMLCanvasElement,
  spectrum: PreparedSpectrum,
  colors: PlotColors,
): void {
  const context = canvas.getContext('2d');
  const { clientWidth: width, clientHeight: height } = canvas;
  if (context === null || width === 0) return;
  const ratio = window.devicePixelRatio;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  const { whole, payload, drawn, segments } = spectrum;
  const y = autoY(spectrum, whole, 'robust');
  const sx = width / (whole.x1 - whole.x0);
  const sy = (height - 2 * PADDING) / (y.y1 - y.y0);
  context.strokeStyle = colors.gap;
  context.lineWidth = 1;
  context.lineJoin = 'round';
  context.beginPath();
  let pen = false;
  for (const point of decimate(
    payload.wavelength,
    drawn,
    segments.runs,
    whole,
    Math.round(width),
  )) {
    if (Number.isNaN(point.y)) {
      pen = false;
      continue;
    }
    const px = (point.x - whole.x0) * sx;
    const py = Math.min(height, Math.max(0, height - PADDING - (point.y - y.y0) * sy));
    if (pen) context.lineTo(px, py);
    else context.moveTo(px, py);
    pen = true;
  }
  context.stroke();
}
