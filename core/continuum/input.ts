import { Problem } from '../problem/problem.ts';
import { continuumPixels } from './continuumPixels.ts';
import type { WavelengthRange } from './range.ts';

/** What every normaliser takes. */
export interface NormalisationInput {
  /** Å, strictly ascending, finite. */
  readonly wavelength: Float64Array;
  /** One array per spectrum row, each as long as `wavelength`. */
  readonly flux: readonly Float64Array[];
  /** Inverse variances, in the shape of `flux`. */
  readonly ivar: readonly Float64Array[];
  /** Where the continuum is: ranges in Å (see `continuumPixels`). Default: every pixel. */
  readonly regions?: readonly WavelengthRange[] | undefined;
  /** The same as ascending pixel indices; used instead of `regions` if given. */
  readonly continuumPixels?: Int32Array | undefined;
  /** Stretches that are fitted each on its own, both ends inclusive, Å. */
  readonly fitRegions?: readonly WavelengthRange[] | undefined;
  /** Non-zero pixels do not take part in the fit: one mask for all rows, or one per row. */
  readonly extraMask?: Uint8Array | readonly Uint8Array[] | undefined;
  /**
   * Pixels with no more ivar than this hold no data and take no part in the fit, whatever flux they
   * state; a sinusoid is fitted to them nevertheless, as in Astra. Default 0.
   */
  readonly emptyIvar?: number | undefined;
  /** 0: also stack the normalised rows. −1 (default): do not. */
  readonly sumAxis?: number | undefined;
}

/** What all rows of an input have apart from the grid. */
export type NormalisationRows = Pick<NormalisationInput, 'flux' | 'ivar' | 'extraMask' | 'sumAxis'>;

/** Refuses a bad grid, and arrays that do not fit it or each other; names the parameter. */
export function checkInput(input: NormalisationInput): void {
  checkWavelength(input.wavelength);
  checkShapes(input.wavelength.length, input);
}

/** Refuses rows that have not `n` pixels each, or differ in number. */
export function checkShapes(n: number, rows: NormalisationRows): void {
  const { flux, ivar, extraMask, sumAxis = -1 } = rows;
  if (flux.length !== ivar.length) {
    throw shapeProblem('ivar', `${flux.length} rows of flux, ${ivar.length} rows of ivar`);
  }
  for (const [row, { length }] of flux.entries()) checkLength('flux', length, n, row);
  for (const [row, { length }] of ivar.entries()) checkLength('ivar', length, n, row);
  if (extraMask instanceof Uint8Array) checkLength('extraMask', extraMask.length, n, 0);
  else if (extraMask !== undefined) {
    if (extraMask.length !== flux.length) {
      throw shapeProblem('extraMask', `${flux.length} rows of flux, ${extraMask.length} masks`);
    }
    for (const [row, { length }] of extraMask.entries()) checkLength('extraMask', length, n, row);
  }
  if (sumAxis !== -1 && sumAxis !== 0) {
    throw new Problem('continuum-parameter', `cannot stack along axis ${sumAxis}`, {
      where: { parameter: 'sum_axis' },
      advice: 'Use 0 to stack the rows, or -1 for no stacking',
    });
  }
}

/** Refuses a grid that is not strictly ascending and finite. */
export function checkWavelength(wavelength: Float64Array): void {
  let last = -Infinity;
  for (let i = 0; i < wavelength.length; i++) {
    const here = wavelength[i] ?? NaN;
    if (!(here > last && here < Infinity)) {
      throw new Problem(
        'continuum-wavelength',
        `the wavelengths do not ascend at pixel ${i} (${here} Å after ${last} Å)`,
        { where: { parameter: 'wavelength' }, advice: 'Sort the pixels by wavelength first' },
      );
    }
    last = here;
  }
}

/** The continuum pixels that the input asks for; undefined means every pixel. */
export function chosenPixels(
  input: Pick<NormalisationInput, 'wavelength' | 'regions' | 'continuumPixels'>,
): Int32Array | undefined {
  const { wavelength, regions, continuumPixels: pixels } = input;
  if (pixels === undefined) {
    return regions === undefined ? undefined : continuumPixels(wavelength, regions);
  }
  let last = -1;
  for (const pixel of pixels) {
    if (pixel <= last || pixel >= wavelength.length) {
      throw new Problem(
        'continuum-pixels',
        `continuum pixel ${pixel} is out of order or out of the spectrum (${wavelength.length} pixels)`,
        { where: { parameter: 'continuumPixels' }, advice: 'Give ascending indices from 0' },
      );
    }
    last = pixel;
  }
  return pixels;
}

export function maskOfRow(
  input: Pick<NormalisationRows, 'extraMask'>,
  row: number,
): Uint8Array | undefined {
  const { extraMask } = input;
  return extraMask === undefined || extraMask instanceof Uint8Array ? extraMask : extraMask[row];
}

/** Refuses a parameter that is not an integer in [least, most]. */
export function checkInteger(parameter: string, value: number, least: number, most: number): void {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  throw new Problem('continuum-parameter', `${parameter} is ${value}`, {
    where: { parameter },
    advice: `Give a whole number from ${least} to ${most}`,
  });
}

/** Refuses a parameter that is not a number > 0 (`Infinity` passes where `orInfinite`). */
export function checkPositive(parameter: string, value: number, orInfinite = false): void {
  if (value > 0 && (orInfinite || value < Infinity)) return;
  throw new Problem('continuum-parameter', `${parameter} is ${value}`, {
    where: { parameter },
    advice: 'Give a number above 0',
  });
}

function checkLength(parameter: string, length: number, wanted: number, row: number): void {
  if (length === wanted) return;
  throw shapeProblem(parameter, `${length} pixels in row ${row}, ${wanted} wavelengths`);
}

function shapeProblem(parameter: string, message: string): Problem {
  return new Problem('continuum-shape', message, { where: { parameter } });
}
