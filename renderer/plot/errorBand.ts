import { indexRange } from './bounds.ts';
import type { PixelRun } from './segments.ts';
import type { XRange } from './viewRange.ts';

/** One vertical bar: from x0 to x1 (Å), between flux − σ and flux + σ. */
export interface BandBar {
  readonly x0: number;
  readonly x1: number;
  readonly low: number;
  readonly high: number;
}

/** While several pixels share a bar, errors above this many times the median are left out. */
const WILD = 20;

/** 1σ of each pixel; infinite where the inverse variance says nothing. */
export function sigmaOf(ivar: Float64Array): Float64Array {
  return ivar.map((value) => (value > 0 ? 1 / Math.sqrt(value) : Infinity));
}

/** The error above which a pixel would paint a whole column of a zoomed-out plot. */
export function wildSigma(sigma: Float64Array): number {
  const finite = sigma.filter((value) => Number.isFinite(value)).sort();
  return WILD * (finite[finite.length >> 1] ?? Infinity);
}

/**
 * The ±1σ band as bars. Zoomed in, every pixel has its own, from half way to its neighbours.
 * Zoomed out, one bar a screen pixel spans the pixels in it.
 */
export function bandBars(
  wavelength: Float64Array,
  flux: Float64Array,
  sigma: Float64Array,
  wild: number,
  runs: readonly PixelRun[],
  view: XRange,
  columns: number,
): BandBar[] {
  const bars: BandBar[] = [];
  const [first, last] = indexRange(wavelength, view.x0, view.x1);
  const width = (view.x1 - view.x0) / columns;
  const dense = last - first > columns;
  for (const run of runs) {
    const from = Math.max(run.from, first - 1);
    const to = Math.min(run.to, last + 1);
    if (dense) bars.push(...columnBars(wavelength, flux, sigma, wild, from, to, view.x0, width));
    else bars.push(...pixelBars(wavelength, flux, sigma, run, from, to));
  }
  return bars;
}

function pixelBars(
  wavelength: Float64Array,
  flux: Float64Array,
  sigma: Float64Array,
  run: PixelRun,
  from: number,
  to: number,
): BandBar[] {
  const bars: BandBar[] = [];
  for (let index = from; index < to; index += 1) {
    const [x0, x1] = pixelEdges(wavelength, index, run);
    const centre = flux[index] ?? NaN;
    const error = sigma[index] ?? Infinity;
    if (!Number.isFinite(error)) continue;
    bars.push({ x0, x1, low: centre - error, high: centre + error });
  }
  return bars;
}

function columnBars(
  wavelength: Float64Array,
  flux: Float64Array,
  sigma: Float64Array,
  wild: number,
  from: number,
  to: number,
  origin: number,
  width: number,
): BandBar[] {
  const bars: BandBar[] = [];
  let column = NaN;
  let low = Infinity;
  let high = -Infinity;
  const flush = () => {
    if (high >= low)
      bars.push({ x0: origin + column * width, x1: origin + (column + 1) * width, low, high });
    low = Infinity;
    high = -Infinity;
  };
  for (let index = from; index < to; index += 1) {
    const here = Math.floor(((wavelength[index] ?? 0) - origin) / width);
    if (here !== column) {
      flush();
      column = here;
    }
    const error = sigma[index] ?? Infinity;
    if (error > wild) continue;
    const centre = flux[index] ?? NaN;
    low = Math.min(low, centre - error);
    high = Math.max(high, centre + error);
  }
  flush();
  return bars;
}

/** Half way to the neighbours inside the run; outside it, as far again as on the other side. */
export function pixelEdges(
  wavelength: Float64Array,
  index: number,
  run: PixelRun,
): [number, number] {
  const here = wavelength[index] ?? NaN;
  const before = index > run.from ? wavelength[index - 1] : undefined;
  const after = index + 1 < run.to ? wavelength[index + 1] : undefined;
  const left = before === undefined ? undefined : (here - before) / 2;
  const right = after === undefined ? undefined : (after - here) / 2;
  return [here - (left ?? right ?? 0.05), here + (right ?? left ?? 0.05)];
}
