import { Problem } from '../../problem/problem.ts';
import { resample } from '../../spectrum/operations/resample.ts';
import type { Spectrum } from '../../spectrum/spectrum.ts';
import { isSameGrid } from '../normalise/readRowsByGrid.ts';
import type { StackRow } from './readStackRows.ts';

/** Grids that spectra can be brought to: of the first one, or that of a survey. */
export type GridChoice = 'first' | 'apogee' | 'boss';

/** A spectrum on the grid of the stack. */
export interface OnGrid {
  readonly spectrum: Spectrum;
  readonly flux: Float64Array;
  readonly ivar: Float64Array;
  readonly resampled: boolean;
}

/** log10 λ of the first pixel, step, and pixels of the survey grids (science page, §1). */
const surveyGrids = {
  apogee: { first: 4.179, step: 6e-6, pixels: 8575 },
  boss: { first: 3.5523, step: 1e-4, pixels: 4648 },
} as const;

export interface CommonGrid {
  readonly wavelength: Float64Array;
  readonly breaks: readonly number[];
}

export function commonGrid(first: Spectrum, choice: GridChoice): CommonGrid {
  if (choice === 'first') return { wavelength: first.wavelength, breaks: first.breaks };
  const { first: start, step, pixels } = surveyGrids[choice];
  return {
    wavelength: Float64Array.from({ length: pixels }, (_, i) => 10 ** (start + i * step)),
    breaks: [],
  };
}

/**
 * A spectrum on a grid: as it is where it lies there already, else resampled with flux conserved.
 * Throws `stack-grid` where that is not allowed.
 */
export function onGrid(
  { file, spectrum }: StackRow,
  grid: CommonGrid,
  mayResample: boolean,
): OnGrid {
  const { wavelength, flux, ivar, breaks } = spectrum;
  if (isSameGrid(wavelength, grid.wavelength)) return { spectrum, flux, ivar, resampled: false };
  if (!mayResample) {
    throw new Problem('stack-grid', `${spectrum.label} has other wavelengths than the first`, {
      where: { file, row: spectrum.row, parameter: 'resample' },
      advice: 'Give resample=true, or take rows that share their wavelengths',
    });
  }
  const moved = resample(wavelength, { flux, ivar }, grid.wavelength, breaks, grid.breaks);
  return { spectrum, ...moved, resampled: true };
}

/** A survey's grid is only reached by resampling, which is never done unasked. */
export function refuseGridWithoutResample(values: {
  readonly grid: GridChoice;
  readonly resample: boolean;
}): void {
  if (values.grid === 'first' || values.resample) return;
  throw new Problem('bad-parameter', `spectra reach the ${values.grid} grid only by resampling`, {
    where: { family: 'StackSpectra', parameter: 'grid' },
    advice: 'Give resample=true too',
  });
}
