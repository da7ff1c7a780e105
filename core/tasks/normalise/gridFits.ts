import type { NormalisationRows } from '../../continuum/input.ts';
import type { Normalisation } from '../../continuum/normalisation.ts';
import type { WavelengthRange } from '../../continuum/range.ts';
import { isSameGrid } from './readRowsByGrid.ts';

/** A method on one grid: normalises any rows that lie on it. */
export type FitOnGrid = (rows: NormalisationRows) => Normalisation;

/**
 * Prepares a method on a grid. `regions` undefined: every pixel is a continuum pixel. The method may
 * use nothing else but constants of its unit.
 */
export type PrepareOnGrid = (
  wavelength: Float64Array,
  regions: readonly WavelengthRange[] | undefined,
) => FitOnGrid;

/** Enough for BOSS and APOGEE rows side by side; full spec files have a grid for each exposure. */
const keptGrids = 4;

/**
 * The work that the tasks of a unit share: the method prepared on the grids that were met last, for
 * one set of regions (a new set starts afresh). What it returns is the same as without it.
 */
export class GridFits {
  readonly #prepare: PrepareOnGrid;
  #regions: readonly WavelengthRange[] | undefined;
  #kept: { readonly wavelength: Float64Array; readonly fit: FitOnGrid }[] = [];

  constructor(prepare: PrepareOnGrid) {
    this.#prepare = prepare;
  }

  on(wavelength: Float64Array, regions: readonly WavelengthRange[] | undefined): FitOnGrid {
    if (!isSameRegions(regions, this.#regions)) this.#kept = [];
    this.#regions = regions;
    const known = this.#kept.find((kept) => isSameGrid(kept.wavelength, wavelength));
    if (known !== undefined) return known.fit;
    const fit = this.#prepare(wavelength, regions);
    this.#kept = [{ wavelength, fit }, ...this.#kept].slice(0, keptGrids);
    return fit;
  }
}

function isSameRegions(
  a: readonly WavelengthRange[] | undefined,
  b: readonly WavelengthRange[] | undefined,
): boolean {
  if (a === b) return true;
  if (a?.length !== b?.length) return false;
  return a?.every(({ start, end }, i) => start === b?.[i]?.start && end === b[i].end) ?? false;
}
