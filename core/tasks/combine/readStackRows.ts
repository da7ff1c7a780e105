import { openFits } from '../../fits/fitsFile.ts';
import { Problem } from '../../problem/problem.ts';
import { readSpectrum } from '../../spectrum/loadSpectrum.ts';
import type { Spectrum } from '../../spectrum/spectrum.ts';
import type { InputHandle } from '../../task/family.ts';
import { inputSource } from '../input/inputSource.ts';
import { countedTwice } from '../input/countedTwice.ts';
import { inputName } from '../normalise/provenance.ts';
import { selectRows, type RowSelection } from '../normalise/rowSelection.ts';

export interface StackRow {
  readonly file: string;
  readonly spectrum: Spectrum;
}

interface Hooks {
  readonly signal: AbortSignal;
  readonly progress: (fraction: number) => void;
  readonly log: (text: string, level?: 'info' | 'warning') => void;
}

/** All rows are in memory at once: some 600 MB for so many APOGEE spectra. */
const mostSpectra = 3000;

/** The selected rows of every file, file by file. Throws the `Problem`s of `readSpectrum`. */
export function readStackRows(
  inputs: readonly Pick<InputHandle, 'path' | 'bytes'>[],
  selection: RowSelection,
  { signal, progress, log }: Hooks,
): StackRow[] {
  const rows: StackRow[] = [];
  for (const [i, handle] of inputs.entries()) {
    progress((0.9 * i) / inputs.length);
    using fits = openFits(inputSource(handle));
    const first = readSpectrum(fits);
    const before = rows.length;
    for (const row of selectRows(selection, first.rows, fits.name)) {
      signal.throwIfAborted();
      const spectrum = row === 0 ? first : readSpectrum(fits, { row });
      for (const warning of spectrum.warnings) log(`${spectrum.label}: ${warning}`, 'warning');
      rows.push({ file: inputName(handle.path), spectrum });
      if (rows.length > mostSpectra) throw tooMany(fits.name);
    }
    const twice = countedTwice(rows.slice(before).map(({ spectrum }) => spectrum));
    if (twice !== undefined) log(`${inputName(handle.path)}: ${twice}`, 'warning');
  }
  log(`${rows.length} spectra of ${inputs.length} ${inputs.length === 1 ? 'file' : 'files'}`);
  return rows;
}

function tooMany(file: string): Problem {
  return new Problem('spectrum-too-many', `more than ${mostSpectra} spectra are to be stacked`, {
    where: { file },
    advice: 'Stack fewer files or rows, and then the stacks',
  });
}
