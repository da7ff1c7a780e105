import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Problem } from '../../../core/problem/problem.ts';
import { spectrumCsv } from '../../../core/spectrum/csv.ts';
import { spectrumDocument } from '../../../core/spectrum/document.ts';
import { listRows, loadSpectrum } from '../../../core/spectrum/loadSpectrum.ts';
import type { Spectrum } from '../../../core/spectrum/spectrum.ts';
import { alignColumns, type Terminal } from '../terminal.ts';

export interface SpectrumOptions {
  readonly row: number;
  readonly json?: boolean;
  readonly csv?: boolean;
}

/** `astra spectrum FILE [--row N] [--json|--csv]` */
export function spectrumCommand(terminal: Terminal, file: string, options: SpectrumOptions): void {
  const path = existingFile(terminal, file);
  const spectrum = loadSpectrum(path, { row: options.row });
  if (options.json === true) {
    terminal.out(`${JSON.stringify(spectrumDocument(spectrum))}\n`);
  } else if (options.csv === true) {
    for (const chunk of spectrumCsv(spectrum)) terminal.out(chunk);
  } else {
    terminal.out(describeSpectrum(spectrum, path));
  }
}

/** @throws Problem `missing-file` */
export function existingFile(terminal: Terminal, file: string): string {
  const path = resolve(terminal.workingDirectory, file);
  if (existsSync(path)) return path;
  throw new Problem('missing-file', `there is no file ${file}`, {
    advice: 'Check the path; it is taken relative to the folder you are in',
  });
}

function describeSpectrum(spectrum: Spectrum, path: string): string {
  const { product, release, label, wavelength, unit, frame, medium, meanSnr, headerSnr } = spectrum;
  const [first, last] = [wavelength[0], wavelength.at(-1)];
  const range =
    first === undefined || last === undefined
      ? 'no pixels'
      : `${wavelength.length} pixels, ${first.toFixed(3)} to ${last.toFixed(3)} Å, ${medium}, ${frame}`;
  const rows = listRows(path);
  const head = [
    ['product', release === undefined ? product : `${product}, ${release}`],
    ['spectrum', `${label} (row ${spectrum.row} of ${spectrum.rows})`],
    ['wavelength', range],
    ['flux', unit === '' ? 'normalised' : unit],
    ['mean S/N', Number.isNaN(meanSnr) ? '—' : meanSnr.toFixed(2)],
    ['header S/N', headerSnr === null ? '—' : headerSnr.toFixed(2)],
  ];
  const meta = Object.entries(spectrum.meta).map(([name, value]) => [name, String(value ?? '—')]);
  const list = rows.map(({ row, label: name, snr }) => [
    `  ${row}`,
    name,
    snr === null ? '' : `S/N ${snr.toFixed(1)}`,
  ]);
  const warnings = spectrum.warnings.map((warning) => `warning: ${warning}\n`).join('');
  const others = rows.length > 1 ? `\nRows (--row N)\n${alignColumns(list)}` : '';
  return `${alignColumns(head)}${warnings}\n${alignColumns(meta)}${others}`;
}
