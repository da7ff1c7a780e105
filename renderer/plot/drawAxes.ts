import type { SpectrumPayload } from '../../core/api/spectrum.ts';
import { fluxUnit, unitText } from '../format/unit.ts';
import { plotFont, type Drawing } from './drawing.ts';
import { LEFT, lanesHeight, RIGHT, screenX, screenY } from './geometry.ts';
import { tickLabels, type Ticks } from './ticks.ts';

const TICK = 5;
const MINOR = 3;

/** Left and bottom axes with outward ticks; the bottom one lies under the lanes. */
export function drawAxes(drawing: Drawing, xTicks: Ticks, yTicks: Ticks): void {
  const bottom = drawing.area.bottom + lanesHeight(drawing.model.spectrum.lanes.length);
  drawLines(drawing, xTicks, yTicks, bottom);
  drawXLabels(drawing, xTicks, bottom);
  drawYLabels(drawing, yTicks);
}

function drawLines(
  { context, area, model, colors }: Drawing,
  xTicks: Ticks,
  yTicks: Ticks,
  bottom: number,
): void {
  context.save();
  context.strokeStyle = colors.axis;
  context.lineWidth = 1;
  context.beginPath();
  const left = Math.round(area.left) - 0.5;
  const floor = Math.round(bottom) + 0.5;
  context.moveTo(left, area.top);
  context.lineTo(left, area.bottom);
  context.moveTo(left, floor);
  context.lineTo(area.right, floor);
  const tickX = (value: number, length: number) => {
    const x = Math.round(screenX(value, model.x.x0, model.x.x1, area)) + 0.5;
    context.moveTo(x, floor);
    context.lineTo(x, floor + length);
  };
  const tickY = (value: number, length: number) => {
    const y = Math.round(screenY(value, model.y.y0, model.y.y1, area)) + 0.5;
    context.moveTo(left, y);
    context.lineTo(left - length, y);
  };
  for (const value of xTicks.major) tickX(value, TICK);
  for (const value of xTicks.minor) tickX(value, MINOR);
  for (const value of yTicks.major) tickY(value, TICK);
  for (const value of yTicks.minor) tickY(value, MINOR);
  context.stroke();
  context.restore();
}

function drawXLabels(
  { context, area, model, colors }: Drawing,
  ticks: Ticks,
  bottom: number,
): void {
  const { labels } = tickLabels(ticks);
  context.font = plotFont(colors);
  context.fillStyle = colors.tick;
  context.textAlign = 'center';
  context.textBaseline = 'top';
  ticks.major.forEach((value, index) => {
    const label = labels[index] ?? '';
    const edge = area.right + RIGHT - context.measureText(label).width / 2 - 1;
    const x = Math.min(screenX(value, model.x.x0, model.x.x1, area), edge);
    context.fillText(label, x, bottom + TICK + 4);
  });
  context.font = plotFont(colors, 500);
  context.fillStyle = colors.title;
  const middle = (area.left + area.right) / 2;
  context.fillText(wavelengthTitle(model.spectrum.payload), middle, bottom + 25);
}

function drawYLabels({ context, area, model, colors }: Drawing, ticks: Ticks): void {
  const { labels, exponent } = tickLabels(ticks);
  context.font = plotFont(colors);
  context.fillStyle = colors.tick;
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  ticks.major.forEach((value, index) => {
    const y = screenY(value, model.y.y0, model.y.y1, area);
    context.fillText(labels[index] ?? '', area.left - TICK - 4, y);
  });
  context.save();
  context.font = plotFont(colors, 500);
  context.fillStyle = colors.title;
  context.translate(area.left - LEFT + 12, (area.top + area.bottom) / 2);
  context.rotate(-Math.PI / 2);
  context.textAlign = 'center';
  context.fillText(fluxTitle(model.spectrum.payload, exponent), 0, 0);
  context.restore();
}

/** "Wavelength (Å), vacuum, rest frame". */
export function wavelengthTitle({
  medium,
  frame,
}: Pick<SpectrumPayload, 'medium' | 'frame'>): string {
  return `Wavelength (Å), ${medium}, ${frame} frame`;
}

/** "Flux (1e−17 erg/s/cm²/Å)"; a shared power of ten is named before the unit, no unit is said. */
export function fluxTitle(
  payload: Pick<SpectrumPayload, 'unit' | 'product'>,
  exponent: number,
): string {
  const power = exponent === 0 ? '' : unitText(`1e${exponent} × `);
  return `Flux (${power}${fluxUnit(payload)})`;
}
