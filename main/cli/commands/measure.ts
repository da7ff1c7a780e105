import { Problem } from '../../../core/problem/problem.ts';
import { parseBadBits, withBadBits } from '../../../core/spectrum/bitmask/badBits.ts';
import { loadSpectrum } from '../../../core/spectrum/loadSpectrum.ts';
import {
  measureDocument,
  type MeasureDocument,
} from '../../../core/spectrum/measure/measureDocument.ts';
import type { Measured } from '../../../core/spectrum/measure/measureLine.ts';
import type { Spectrum } from '../../../core/spectrum/spectrum.ts';
import type { Range } from '../../../core/spectrum/measure/spectrumRange.ts';
import { jsonLine } from '../jsonLine.ts';
import { alignColumns, type Terminal } from '../terminal.ts';
import { existingFile } from './spectrum.ts';

export interface MeasureOptions {
  readonly row: number;
  readonly range: string;
  /** Bands of continuum; with some, the range holds a line. */
  readonly continuum: readonly string[];
  readonly allPixels?: boolean;
  /** Which bits make a pixel bad; left out: the documented ones. */
  readonly badBits?: string;
  readonly json?: boolean;
}

/** `astra measure FILE --range FROM:TO`: statistics, or a line over a local continuum. */
export function measureCommand(terminal: Terminal, file: string, options: MeasureOptions): void {
  const { row, allPixels = false } = options;
  const range = parseRange(options.range, '--range');
  const bands = options.continuum.map((band) => parseRange(band, '--continuum'));
  const sets = parseBadBits(options.badBits ?? '', { parameter: '--bad-bits' });
  const spectrum = withBadBits(load(existingFile(terminal, file), row), sets);
  const document = measureDocument(spectrum, range, bands, allPixels);
  terminal.out(options.json === true ? jsonLine(document) : describe(document));
}

function load(path: string, row: number): Spectrum {
  try {
    return loadSpectrum(path, { row });
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'spectrum-unknown') throw error;
    throw new Problem(error.code, error.message, {
      where: error.where,
      advice: 'Only spectra of known kinds are measured here; `astra spectrum` shows others',
    });
  }
}

/** `15740:15750`. Throws `bad-parameter`. */
export function parseRange(text: string, option: string): Range {
  const [from = NaN, to = NaN, ...more] = text.split(':').map((part) => Number(part.trim() || NaN));
  if (from < to && Number.isFinite(to - from) && more.length === 0) return { from, to };
  throw new Problem('bad-parameter', `"${text}" is no range of wavelengths`, {
    where: { parameter: option },
    advice: 'Write FROM:TO in Å, the smaller first: 15740:15750',
  });
}

function describe({ statistics, line, unit, frame, medium, range }: MeasureDocument): string {
  const place = `${range[0]} to ${range[1]} Å, ${medium}, ${frame}`;
  const numbers = Object.entries(statistics).map(([name, value]) => [
    name.replaceAll('_', ' '),
    value === null ? '—' : String(Number(value.toPrecision(7))),
  ]);
  const head = [
    ['range', place],
    ['flux in', unit === '' ? 'units of the continuum' : unit],
  ];
  if (line === undefined) return alignColumns([...head, ...numbers]);
  const measured = [
    ['equivalent width', withError(line.equivalent_width, 'Å')],
    ['line flux', withError(line.flux, '')],
    ['centroid', withError(line.centroid, 'Å')],
    ['full width at half maximum', withError(line.fwhm, 'Å')],
    ['continuum', withError(line.continuum, '')],
    ['pixels', `${line.pixels}, ${line.skipped} skipped`],
    ['coverage', `${(100 * line.coverage).toFixed(1)} %`],
  ];
  return `${alignColumns([...head, ...numbers])}\n${alignColumns(measured)}`;
}

/** Digits as far as the error has two. */
function withError(measured: Measured | null, unit: string): string {
  if (measured === null) return '—';
  const { value, error } = measured;
  const digits = error > 0 ? Math.min(12, Math.max(0, 1 - Math.floor(Math.log10(error)))) : 6;
  return `${value.toFixed(digits)} ± ${error.toFixed(digits)} ${unit}`.trimEnd();
}
