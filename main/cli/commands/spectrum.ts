import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Problem } from '../../../core/problem/problem.ts';
import { spectrumCsv } from '../../../core/spectrum/csv.ts';
import { spectrumDocument } from '../../../core/spectrum/document.ts';
import { openFits, type FitsFile } from '../../../core/fits/fitsFile.ts';
import { candidates } from '../../../core/spectrum/candidates.ts';
import { loadGeneric, type GenericAnswer } from '../../../core/spectrum/loadGeneric.ts';
import { listRows, readSpectrum } from '../../../core/spectrum/loadSpectrum.ts';
import {
  statedFrame,
  statedMedium,
  statedUnit,
  statedWavelengthUnit,
} from '../../../core/spectrum/statedUnit.ts';
import { parsePlaceIn, placesQuestion } from '../curvePlace.ts';
import { jsonLine } from '../jsonLine.ts';
import type { Spectrum } from '../../../core/spectrum/spectrum.ts';
import { alignColumns, type Terminal } from '../terminal.ts';

export interface SpectrumOptions {
  readonly row: number;
  readonly json?: boolean;
  readonly csv?: boolean;
  /** Where the curves are, in a file that no loader knows; see `curvePlace.ts`. */
  readonly wavelength?: string;
  readonly flux?: string;
  readonly error?: string;
  readonly ivar?: string;
  /** Left out: what the file states, else Å. */
  readonly wavelengthUnit?: GenericAnswer['wavelengthUnit'];
  /** Left out: what the file states, else vacuum. */
  readonly medium?: GenericAnswer['medium'];
  /** Left out: what the file states, else topocentric. */
  readonly frame?: GenericAnswer['frame'];
}

/** `astra spectrum FILE [--row N] [--json|--csv]` */
export function spectrumCommand(terminal: Terminal, file: string, options: SpectrumOptions): void {
  const path = existingFile(terminal, file);
  requireFitting(options);
  const spectrum = readSpectrumFile(terminal, path, options);
  if (options.json === true) {
    terminal.out(jsonLine(spectrumDocument(spectrum)));
  } else if (options.csv === true) {
    for (const chunk of spectrumCsv(spectrum)) terminal.out(chunk);
  } else {
    terminal.out(describeSpectrum(spectrum, path));
  }
}

/** An option that could not be followed is refused, not ignored. */
function requireFitting(options: SpectrumOptions): void {
  const { wavelength, flux, error, ivar, wavelengthUnit, medium, frame, row } = options;
  const refuse = (parameter: string, message: string, advice: string): never => {
    throw new Problem('bad-parameter', message, { where: { parameter }, advice });
  };
  if (error !== undefined && ivar !== undefined) {
    refuse('--ivar', 'errors and inverse variances are both given', 'Give one of them');
  }
  if (wavelength === undefined && flux === undefined) {
    const about = { error, ivar, 'wavelength-unit': wavelengthUnit, medium, frame };
    const given = Object.entries(about).find(([, value]) => value !== undefined)?.[0];
    if (given === undefined) return;
    refuse(
      `--${given}`,
      'this says something of curves that are not named',
      'Name them with --wavelength and --flux; what SDSS files hold is known',
    );
  } else if (row > 0) {
    refuse('--row', 'places have rows of their own', 'Write HDU[ROW] or HDU:COLUMN[ROW]');
  }
}

/** By content; or as the user says, who is asked where the content tells nothing. */
function readSpectrumFile(terminal: Terminal, path: string, options: SpectrumOptions): Spectrum {
  using fits = openFits(path);
  const { wavelength, flux, error, ivar } = options;
  if (wavelength !== undefined && flux !== undefined) {
    const places = {
      wavelength: parsePlaceIn(fits, wavelength, '--wavelength'),
      flux: parsePlaceIn(fits, flux, '--flux'),
    };
    return loadGeneric(fits, {
      ...places,
      wavelengthUnit:
        options.wavelengthUnit ?? statedWavelengthUnit(fits, places.wavelength) ?? 'Å',
      unit: statedUnit(fits, places.flux),
      frame: options.frame ?? statedFrame(fits, places.wavelength) ?? 'topocentric',
      medium: options.medium ?? statedMedium(fits, places.wavelength) ?? 'vacuum',
      ...noiseOf(fits, error, ivar),
    });
  }
  if (wavelength !== undefined || flux !== undefined) {
    throw new Problem('bad-parameter', 'both --wavelength and --flux are needed', {
      advice: placesQuestion(candidates(fits)),
    });
  }
  try {
    return readSpectrum(fits, { row: options.row });
  } catch (thrown) {
    if (thrown instanceof Problem && /^(spectrum-unknown$|foreign-)/.test(thrown.code)) {
      terminal.err(placesQuestion(candidates(fits)));
    }
    throw thrown;
  }
}

function noiseOf(
  fits: FitsFile,
  error: string | undefined,
  ivar: string | undefined,
): Pick<GenericAnswer, 'noise'> {
  if (error !== undefined) {
    return { noise: { kind: 'error', place: parsePlaceIn(fits, error, '--error') } };
  }
  if (ivar !== undefined) {
    return { noise: { kind: 'ivar', place: parsePlaceIn(fits, ivar, '--ivar') } };
  }
  return {};
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
  const rows = spectrum.product === 'generic' ? [] : listRows(path);
  const head = [
    ['product', release === undefined ? product : `${product}, ${release}`],
    ['spectrum', `${label} (row ${spectrum.row} of ${spectrum.rows})`],
    ['wavelength', range],
    ['flux', unit === '' ? (product === 'generic' ? 'unit not stated' : 'normalised') : unit],
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
