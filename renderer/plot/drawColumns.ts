import { clipped, type Drawing } from './drawing.ts';
import { screenY } from './geometry.ts';
import { lineColumns } from './lineColumns.ts';

/**
 * A crowded line as bars on whole pixels: a stroke of so many points is slow to fill. They are no
 * wider than the flux's own, so that a model does not hide the data below it.
 */
export function drawColumns(
  drawing: Drawing,
  values: Float64Array,
  color: string,
  width: number,
): void {
  const { context, area, model, ratio } = drawing;
  const { payload, segments } = model.spectrum;
  const columns = deviceColumns(drawing);
  const { low, high } = lineColumns(payload.wavelength, values, segments.runs, model.x, columns);
  const { y0, y1 } = model.y;
  clipped(drawing, () => {
    context.fillStyle = color;
    for (let column = 0; column < columns; column += 1) {
      const from = low[column] ?? Infinity;
      const to = high[column] ?? -Infinity;
      if (from > to || to < y0 || from > y1) continue;
      const top = screenY(Math.min(to, y1), y0, y1, area);
      const height = screenY(Math.max(from, y0), y0, y1, area) - top;
      const tall = Math.max(height, width);
      context.fillRect(area.left + column / ratio, top - (tall - height) / 2, 1, tall);
    }
  });
}

/** Device pixels across the flux panel. */
export function deviceColumns({ area, ratio }: Pick<Drawing, 'area' | 'ratio'>): number {
  return Math.max(1, Math.round((area.right - area.left) * ratio));
}
