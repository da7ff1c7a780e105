import { applyContinuum } from './applyContinuum.ts';
import { fitWindows, type FitWindow } from './fitWindow.ts';
import {
  checkInput,
  chosenPixels,
  maskOfRow,
  type NormalisationInput,
  type NormalisationRows,
} from './input.ts';
import type { Normalisation, RegionFit, RowNormalisation } from './normalisation.ts';
import type { WavelengthRange } from './range.ts';
import { stackNormalised } from './stack.ts';

/** One row as a fit sees it. */
export interface FitRow {
  readonly wavelength: Float64Array;
  readonly flux: Float64Array;
  readonly ivar: Float64Array;
  readonly mask: Uint8Array | undefined;
  /** A pixel with no more ivar than this holds no data. */
  readonly emptyIvar: number;
}

/**
 * Fits one region of one row. Writes finite values to `continuum` in [window.first, window.last)
 * if and only if it returns the status `fitted`.
 */
export type FitRegion = (row: FitRow, window: FitWindow, continuum: Float64Array) => RegionFit;

/** Runs a fit over every row and region of an input, and divides by what it finds. */
export function normaliseRows(
  input: NormalisationInput,
  defaultRegions: readonly WavelengthRange[],
  fit: FitRegion,
): Normalisation {
  checkInput(input);
  const { wavelength, fitRegions = defaultRegions, emptyIvar = 0 } = input;
  const windows = fitWindows(wavelength, fitRegions, chosenPixels(input));
  return finish(input, (flux, ivar, mask) => {
    const continuum = new Float64Array(flux.length).fill(1);
    const row = { wavelength, flux, ivar, mask, emptyIvar };
    const regions = windows.map((window) => fit(row, window, continuum));
    return applyContinuum(flux, ivar, mask, continuum, windows, regions);
  });
}

/** Maps the rows of a checked input and stacks them if asked. */
export function finish(
  input: NormalisationRows,
  normaliseRow: (
    flux: Float64Array,
    ivar: Float64Array,
    mask: Uint8Array | undefined,
  ) => RowNormalisation,
): Normalisation {
  const rows = input.flux.map((flux, row) =>
    normaliseRow(flux, input.ivar[row] ?? new Float64Array(flux.length), maskOfRow(input, row)),
  );
  const stack = input.sumAxis === 0 && rows.length > 0;
  return { rows, stacked: stack ? stackNormalised(rows) : undefined };
}

/** The whole grid as one region; an empty grid has none. */
export function wholeGrid(wavelength: Float64Array): readonly WavelengthRange[] {
  const [start, end] = [wavelength[0], wavelength.at(-1)];
  return start === undefined || end === undefined ? [] : [{ start, end }];
}
