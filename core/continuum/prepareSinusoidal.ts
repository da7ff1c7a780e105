import { Problem } from '../problem/problem.ts';
import { fitWindows, type FitWindow } from './fitWindow.ts';
import { checkInteger, checkPositive, checkWavelength, chosenPixels } from './input.ts';
import { phasorsOf, type Phasors } from './phasors.ts';
import { defaultFitRegions, type WavelengthRange } from './range.ts';

/** 2·100 + 1 terms already resolve 7 Å of L = 1400 Å; beyond that the design only costs memory. */
const MAX_ORDER = 100;

export interface SinusoidalGrid {
  /** Å, strictly ascending, finite. */
  readonly wavelength: Float64Array;
  /** Continuum ranges, Å; or the pixels themselves; default every pixel. */
  readonly regions?: readonly WavelengthRange[] | undefined;
  readonly continuumPixels?: Int32Array | undefined;
  /** Length of the fundamental, Å. Default 1400. */
  readonly L?: number | undefined;
  /** Number of harmonics. Default 3. */
  readonly order?: number | undefined;
  readonly fitRegions?: readonly WavelengthRange[] | undefined;
}

/** One fit region with its design: `terms` numbers per continuum pixel. */
export interface SinusoidalWindow extends FitWindow {
  /** pixels × terms, row-major: 1, cos x, sin x, cos 2x, sin 2x, … with x = 2πλ/L. */
  readonly design: Float64Array;
}

/**
 * All of a sinusoidal fit that depends on the grid alone. Make it once per grid, use it for every
 * row on that grid; it is plain data and may be kept or sent to another thread.
 */
export interface PreparedSinusoidal {
  readonly wavelength: Float64Array;
  readonly L: number;
  readonly order: number;
  /** 2·order + 1. */
  readonly terms: number;
  readonly phasors: Phasors;
  readonly windows: readonly SinusoidalWindow[];
}

/**
 * Prepares sinusoidal fits on a grid. Throws a `Problem` for a grid that does not ascend, pixels
 * out of it, L that is not positive, or an order that is not a whole number from 0 to 100.
 */
export function prepareSinusoidal(grid: SinusoidalGrid): PreparedSinusoidal {
  const { wavelength, L = 1400, order = 3, fitRegions = defaultFitRegions } = grid;
  checkWavelength(wavelength);
  checkPositive('L', L);
  checkInteger('continuum_order', order, 0, MAX_ORDER);
  const largest = Math.max(Math.abs(wavelength[0] ?? 0), Math.abs(wavelength.at(-1) ?? 0));
  // Beyond 1e9 rad the fraction of a turn is no longer known to the precision that we promise.
  if (!((2 * Math.PI * largest) / L < 1e9)) {
    throw new Problem('continuum-parameter', `L is ${L} Å at wavelengths up to ${largest} Å`, {
      where: { parameter: 'L' },
      advice: 'Give a length in Å, such as 1400',
    });
  }
  const phasors = phasorsOf(wavelength, L);
  const terms = 2 * order + 1;
  const windows = fitWindows(wavelength, fitRegions, chosenPixels(grid)).map((window) => ({
    ...window,
    design: designOf(phasors, window.pixels, terms),
  }));
  return { wavelength, L, order, terms, phasors, windows };
}

/** Whether a prepared fit was made on this very grid, sample by sample. */
export function isPreparedFor(prepared: PreparedSinusoidal, wavelength: Float64Array): boolean {
  const known = prepared.wavelength;
  if (known === wavelength) return true;
  if (known.length !== wavelength.length) return false;
  for (let i = 0; i < known.length; i++) if (known[i] !== wavelength[i]) return false;
  return true;
}

/** Harmonics by repeated multiplication with e^{ix}: k steps cost k roundings of 1e-16. */
function designOf({ cos, sin }: Phasors, pixels: Int32Array, terms: number): Float64Array {
  const design = new Float64Array(pixels.length * terms);
  let at = 0;
  for (const pixel of pixels) {
    const c = cos[pixel] ?? NaN;
    const s = sin[pixel] ?? NaN;
    let re = 1;
    let im = 0;
    design[at++] = 1;
    for (let term = 1; term < terms; term += 2) {
      const next = re * c - im * s;
      im = re * s + im * c;
      re = next;
      design[at++] = re;
      design[at++] = im;
    }
  }
  return design;
}
