import { openFits } from '../../fits/fitsFile.ts';
import { Problem } from '../../problem/problem.ts';
import { readSpectrum } from '../../spectrum/loadSpectrum.ts';
import type { Spectrum } from '../../spectrum/spectrum.ts';
import { inputSource } from '../input/inputSource.ts';
import { inputSpectrumIn, type SpectrumInput } from '../input/inputSpectrum.ts';
import { selectRows, type RowSelection } from './rowSelection.ts';

/** Spectra of one file that share their wavelengths, in the order they were asked for. */
export interface GridGroup {
  readonly wavelength: Float64Array;
  /** True if the file holds these pixels with decreasing wavelength. */
  readonly reversed: boolean;
  readonly spectra: readonly Spectrum[];
}

export interface RowsByGrid {
  /** In order of first appearance. */
  readonly groups: readonly GridGroup[];
  /** How many spectra the file has. */
  readonly rows: number;
  /** Each said once. */
  readonly warnings: readonly string[];
}

/**
 * Reads the selected rows of a spectrum file and sorts them by grid: the rows of an apStar share
 * one, BOSS and APOGEE rows of an mwmVisit do not, nor do the exposures of a full spec file.
 * `signal` is looked at between rows. Throws the `Problem`s of `readSpectrum` and `selectRows`.
 */
export function readRowsByGrid(
  input: SpectrumInput,
  selection: RowSelection,
  signal: AbortSignal,
): RowsByGrid {
  using fits = openFits(inputSource(input));
  const first = inputSpectrumIn(fits, input, 0);
  const groups: { wavelength: Float64Array; reversed: boolean; spectra: Spectrum[] }[] = [];
  const warnings = new Set<string>();
  for (const row of selectRows(selection, first.rows, fits.name)) {
    signal.throwIfAborted();
    const spectrum = row === 0 ? first : readSpectrum(fits, { row });
    if (spectrum.wavelength.length === 0) throw noPixels(fits.name, row);
    for (const warning of spectrum.warnings) warnings.add(`${spectrum.label}: ${warning}`);
    const { reversed } = spectrum.source;
    const known = groups.find(
      (group) => group.reversed === reversed && isSameGrid(group.wavelength, spectrum.wavelength),
    );
    // One array for all rows of a grid: the others can be forgotten.
    if (known !== undefined) known.spectra.push({ ...spectrum, wavelength: known.wavelength });
    else groups.push({ wavelength: spectrum.wavelength, reversed, spectra: [spectrum] });
  }
  return { groups, rows: first.rows, warnings: [...warnings] };
}

/** Sample by sample. */
export function isSameGrid(a: Float64Array, b: Float64Array): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

function noPixels(file: string, row: number): Problem {
  return new Problem('spectrum-empty', 'the spectrum has no pixels', {
    where: { file, row },
    advice: 'There is nothing to normalise; take other rows',
  });
}
