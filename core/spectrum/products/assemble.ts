import { Problem, type Where } from '../../problem/problem.ts';
import { isEmptyPixel } from '../bitmask/badPixels.ts';
import { withFlagNames } from '../bitmask/flagWords.ts';
import { meanSnr } from '../measure/meanSnr.ts';
import type { PixelRange, Spectrum } from '../spectrum.ts';

/** This many empty pixels in a row are a gap; fewer are bad pixels within a stretch. */
const leastGap = 20;

export type SpectrumParts = Omit<Spectrum, 'meanSnr' | 'breaks' | 'gaps' | 'warnings'> & {
  /** First pixel of each detector chip but the first. */
  readonly chipStarts?: readonly number[];
  readonly warnings?: readonly string[];
};

/** What to do about parts that do not fit together, where the file alone says which they are. */
const damaged = 'The file is damaged, or not what its headers say';

/**
 * A spectrum from its parts: checks that every array has one element per pixel and that
 * wavelengths ascend, and adds what follows from the pixels. Throws `spectrum-shape` or
 * `spectrum-wavelength`, with `advice`.
 */
export function assembleSpectrum(parts: SpectrumParts, where: Where, advice = damaged): Spectrum {
  const { chipStarts = [], warnings = [], ...rest } = parts;
  requireEqualLengths(parts, where, advice);
  requireAscending(parts.wavelength, where, advice);
  const gaps = findGaps(parts);
  const pixels = parts.wavelength.length;
  const starts = new Set([...chipStarts, ...gaps.map(({ end }) => end)]);
  const breaks = [...starts].filter((i) => i > 0 && i < pixels).sort((a, b) => a - b);
  const { mean } = meanSnr(parts.flux, parts.ivar);
  const empty = Number.isNaN(mean) ? ['No pixel of this spectrum has flux and error'] : [];
  const meta = withFlagNames(rest.meta);
  return { ...rest, meta, meanSnr: mean, breaks, gaps, warnings: [...warnings, ...empty] };
}

/** Inverse variances in the place of errors: 0 error is infinite, as the file says it. */
export function ivarOfError(error: Float64Array): Float64Array {
  for (let i = 0; i < error.length; i++) {
    const sigma = error[i] ?? NaN;
    error[i] = 1 / (sigma * sigma);
  }
  return error;
}

function findGaps({ flux, ivar }: Pick<Spectrum, 'flux' | 'ivar'>): PixelRange[] {
  const gaps: PixelRange[] = [];
  let start = 0;
  for (let i = 0; i <= flux.length; i++) {
    if (i < flux.length && isEmptyPixel(flux[i] ?? NaN, ivar[i] ?? NaN)) continue;
    if (i - start >= leastGap) gaps.push({ start, end: i });
    start = i + 1;
  }
  return gaps;
}

function requireEqualLengths(parts: SpectrumParts, where: Where, advice: string): void {
  const pixels = parts.wavelength.length;
  const { flux, ivar, model, sky, wresl, continuum, masks } = parts;
  const arrays = { flux, ivar, model, sky, wresl, continuum, ...masks };
  for (const [name, array] of Object.entries(arrays)) {
    if (array === undefined || array.length === pixels) continue;
    throw new Problem(
      'spectrum-shape',
      `there are ${pixels} wavelengths but ${array.length} values of ${name}`,
      { where, advice },
    );
  }
}

function requireAscending(wavelength: Float64Array, where: Where, advice: string): void {
  let before = 0;
  for (let i = 0; i < wavelength.length; i++) {
    const value = wavelength[i] ?? NaN;
    if (!(value > before && value < Infinity)) {
      throw new Problem(
        'spectrum-wavelength',
        `the wavelengths are not ascending, positive numbers (${value} follows ${before})`,
        { where, advice },
      );
    }
    before = value;
  }
}
