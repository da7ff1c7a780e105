import { continuumPixels } from '../../continuum/continuumPixels.ts';
import type { NormalisationRows } from '../../continuum/input.ts';
import type { Normalisation } from '../../continuum/normalisation.ts';
import type { WavelengthRange } from '../../continuum/range.ts';
import { isSameGrid } from './readRowsByGrid.ts';

/** A method on one grid: normalises any rows that lie on it. */
export type FitOnGrid = (rows: NormalisationRows) => Normalisation;

/**
 * Prepares a method on a grid. `continuumPixels`: ascending indices; undefined: every pixel. The
 * method may use nothing else but constants of its unit.
 */
export type PrepareOnGrid = (
  wavelength: Float64Array,
  continuumPixels: Int32Array | undefined,
) => FitOnGrid;

/** A method ready on a grid. */
export interface GridFit {
  readonly wavelength: Float64Array;
  readonly continuumPixels: Int32Array | undefined;
  readonly fit: FitOnGrid;
}

/** Enough for BOSS and APOGEE rows side by side; full spec files have a grid for each exposure. */
const keptGrids = 4;
/** Grids that were met once. */
const notedGrids = 16;

/**
 * The work that the tasks of a unit share: the method prepared on the grids that were met last, for
 * one set of regions (a new set starts afresh). What it returns is the same as without it. A grid is
 * kept when it is met again: every visit has one of its own, and a megabyte that is kept for nobody
 * costs the collection of garbage more than the fit takes.
 */
export class GridFits {
  readonly #prepare: PrepareOnGrid;
  #regions: readonly WavelengthRange[] | undefined;
  #kept: readonly GridFit[] = [];
  #noted: readonly string[] = [];

  constructor(prepare: PrepareOnGrid) {
    this.#prepare = prepare;
  }

  /** `regions` undefined: every pixel is a continuum pixel. */
  on(wavelength: Float64Array, regions: readonly WavelengthRange[] | undefined): GridFit {
    if (!isSameRegions(regions, this.#regions)) this.#kept = [];
    this.#regions = regions;
    const known = this.#kept.find((kept) => isSameGrid(kept.wavelength, wavelength));
    if (known !== undefined) return known;
    const pixels = regions === undefined ? undefined : continuumPixels(wavelength, regions);
    const fit = this.#prepare(wavelength, pixels);
    const made: GridFit = { wavelength, continuumPixels: pixels, fit };
    if (this.#isMetAgain(wavelength)) this.#kept = [made, ...this.#kept].slice(0, keptGrids);
    return made;
  }

  /** By some of its pixels: what is kept is compared with all of them. */
  #isMetAgain(wavelength: Float64Array): boolean {
    const n = wavelength.length;
    const note = [n, wavelength[0], wavelength[n >> 1], wavelength[n - 1]].join();
    if (this.#noted.includes(note)) return true;
    this.#noted = [note, ...this.#noted].slice(0, notedGrids);
    return false;
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
