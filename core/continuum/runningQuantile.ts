import { Problem } from '../problem/problem.ts';
import { between } from './between.ts';
import { goodPixels } from './fitSamples.ts';
import { unfitted, type FitWindow } from './fitWindow.ts';
import { checkInteger, type NormalisationInput } from './input.ts';
import type { Normalisation, RegionFit } from './normalisation.ts';
import { normaliseRows, wholeGrid, type FitRow } from './normaliseRows.ts';
import { slidingQuantile } from './quantile.ts';

/** Wider than any spectrum of a survey, so that a slip of the keyboard cannot exhaust memory. */
const MAX_WIDTH = 100_001;

export interface RunningQuantileInput extends NormalisationInput {
  /** Width of the window in pixels, odd. Default 151, the habit of APOGEE. */
  readonly width?: number | undefined;
  /** 0 to 1. Default 0.5: a running median. */
  readonly quantile?: number | undefined;
}

/**
 * The continuum is the running quantile of the flux, in each fit region on its own (default: the
 * whole spectrum; for APOGEE see `apogeeChipRegions`), mirrored at the region's ends. Pixels that
 * are bad, masked or not continuum are replaced first by the line between their good neighbours,
 * beyond the outermost good pixel by its value. `theta` is [width, quantile].
 */
export function runningQuantile(input: RunningQuantileInput): Normalisation {
  const { width = 151, quantile = 0.5 } = input;
  checkInteger('width', width, 1, MAX_WIDTH);
  if (width % 2 === 0) {
    throw new Problem('continuum-parameter', `width is ${width}`, {
      where: { parameter: 'width' },
      advice: `Give an odd number of pixels, such as ${width + 1}, so that the window has a centre`,
    });
  }
  if (!(quantile >= 0 && quantile <= 1)) {
    throw new Problem('continuum-parameter', `quantile is ${quantile}`, {
      where: { parameter: 'quantile' },
      advice: 'Give a number from 0 to 1',
    });
  }
  return normaliseRows(input, wholeGrid(input.wavelength), (row, window, continuum) =>
    fitWindow(row, window, continuum, width, quantile),
  );
}

function fitWindow(
  row: FitRow,
  window: FitWindow,
  continuum: Float64Array,
  width: number,
  quantile: number,
): RegionFit {
  const { start, end, first, last, pixels } = window;
  if (pixels.length === 0) return unfitted(window, 'no continuum pixels');
  const good = goodPixels(row, window).filter((pixel) => pixel < last);
  if (good.length === 0) return unfitted(window, 'all ivar zero');
  const bridged = bridge(row, window, good);
  continuum.set(slidingQuantile(bridged, width, quantile), first);
  const theta = Float64Array.of(width, quantile);
  return { start, end, n: pixels.length, used: good.length, status: 'fitted', theta };
}

/** The flux of a window, every pixel that is not good interpolated linearly in wavelength. */
function bridge(row: FitRow, { first, last }: FitWindow, good: Int32Array): Float64Array {
  const { wavelength, flux } = row;
  const result = new Float64Array(last - first);
  let next = 0;
  for (let i = first; i < last; i++) {
    while (next < good.length && (good[next] ?? 0) < i) next++;
    const right = good[next] ?? good[good.length - 1] ?? i;
    const left = right === i ? i : (good[next - 1] ?? right);
    const fl = flux[left] ?? NaN;
    const fr = flux[right] ?? NaN;
    const l = wavelength[left] ?? NaN;
    const r = wavelength[right] ?? NaN;
    const share = right > left ? ((wavelength[i] ?? NaN) - l) / (r - l) : 0;
    result[i - first] = i <= right && i >= left ? between(fl, fr, share) : fr;
  }
  return result;
}
