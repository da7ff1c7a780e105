import { openFits, type FitsFile } from '../../fits/fitsFile.ts';
import { readSpectrum } from '../../spectrum/loadSpectrum.ts';
import type { Spectrum } from '../../spectrum/spectrum.ts';
import type { InputHandle } from '../../task/family.ts';
import { inputSource } from './inputSource.ts';

export type SpectrumInput = Pick<InputHandle, 'path' | 'bytes'>;

/** The spectrum that a task of this thread read last, and of which content. */
let last:
  { readonly bytes: Uint8Array; readonly row: number; readonly spectrum: Spectrum } | undefined;

/**
 * A spectrum of a requirement: that of the task before, where it was read from the very same content
 * (a continuum after the signal-to-noise of a file). Its arrays are shared: never write to them.
 * Throws the `Problem`s of `readSpectrum`.
 */
export function inputSpectrum(input: SpectrumInput, row: number): Spectrum {
  const known = remembered(input, row);
  if (known !== undefined) return known;
  using fits = openFits(inputSource(input));
  return inputSpectrumIn(fits, input, row);
}

/** The same, of a file that is open and stays so. */
export function inputSpectrumIn(fits: FitsFile, input: SpectrumInput, row: number): Spectrum {
  const known = remembered(input, row);
  if (known !== undefined) return known;
  const spectrum = readSpectrum(fits, { row });
  const { bytes } = input;
  if (bytes !== undefined) last = { bytes, row, spectrum };
  return spectrum;
}

function remembered({ bytes }: SpectrumInput, row: number): Spectrum | undefined {
  return bytes !== undefined && last?.bytes === bytes && last.row === row
    ? last.spectrum
    : undefined;
}
