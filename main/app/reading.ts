import type { LineMeasurement } from '../../core/api/line.ts';
import type {
  CurveCandidate,
  CurvesAnswer,
  SpectrumPayload,
  SpectrumRow,
} from '../../core/api/spectrum.ts';
import { openFits } from '../../core/fits/fitsFile.ts';
import { Problem } from '../../core/problem/problem.ts';
import { parseBadBits, withBadBits } from '../../core/spectrum/bitmask/badBits.ts';
import { candidates } from '../../core/spectrum/candidates.ts';
import { identifyProduct } from '../../core/spectrum/identifyProduct.ts';
import { loadGeneric } from '../../core/spectrum/loadGeneric.ts';
import {
  listRows,
  readRows,
  readSpectrum,
  loadSpectrum,
} from '../../core/spectrum/loadSpectrum.ts';
import { isSpectrumProduct } from '../../core/spectrum/product.ts';
import type { Spectrum } from '../../core/spectrum/spectrum.ts';
import { badBitsPlace } from './badBitsPlace.ts';
import { curveCandidates } from './curveCandidates.ts';
import { lineInView } from './lineInView.ts';
import { spectrumPayload } from './spectrumPayload.ts';

/** What the reader is asked for; `path` is absolute, `name` what the user calls it. */
export type Reading =
  | {
      readonly kind: 'spectrum';
      readonly path: string;
      readonly name: string;
      readonly row: number;
      /** Which curve is which, for a file that no loader knows. */
      readonly answer?: CurvesAnswer;
      /** Which bits count as bad, where that is a setting; see `parseBadBits`. */
      readonly badBits?: string;
    }
  | {
      readonly kind: 'line';
      readonly path: string;
      readonly row: number;
      readonly view: { readonly from: number; readonly to: number };
      readonly answer?: CurvesAnswer;
      readonly badBits?: string;
    }
  | { readonly kind: 'candidates'; readonly path: string }
  | { readonly kind: 'rows'; readonly path: string }
  | { readonly kind: 'facts'; readonly path: string };

/** What the library shows of a file. */
export interface FileFacts {
  readonly product: string | null;
  readonly rows?: number;
  readonly release?: string;
  readonly object?: string;
  readonly telescope?: string;
  readonly field?: string;
  readonly plate?: string;
  readonly mjd?: string;
  readonly fiber?: string;
  readonly snr?: number;
  readonly synthetic?: boolean;
  readonly problem?: { readonly message: string; readonly advice?: string };
}

export interface ReadingAnswers {
  readonly spectrum: SpectrumPayload;
  readonly line: LineMeasurement;
  readonly candidates: CurveCandidate[];
  readonly rows: SpectrumRow[];
  readonly facts: FileFacts;
}

/** Reads synchronously; throws a `Problem` for what cannot be read (`facts` reports it instead). */
export function answerReading(reading: Reading): ReadingAnswers[keyof ReadingAnswers] {
  switch (reading.kind) {
    case 'spectrum':
      return spectrumOf(reading);
    case 'line':
      return lineInView(loadAs(reading), reading.view);
    case 'candidates':
      return candidatesOf(reading.path);
    case 'rows':
      return listRows(reading.path).map(({ row, label, snr }) => ({ row, label, snr }));
    case 'facts':
      return factsOf(reading.path);
  }
}

function spectrumOf(reading: Extract<Reading, { kind: 'spectrum' }>): SpectrumPayload {
  const { name, answer } = reading;
  const payload = spectrumPayload(loadAs(reading), name);
  const noErrors = answer !== undefined && answer.noise === undefined;
  return noErrors ? { ...payload, noErrors } : payload;
}

/** The spectrum as a loader reads it, or as the user said. */
function loadAs({
  path,
  row,
  answer,
  badBits = '',
}: Extract<Reading, { kind: 'spectrum' | 'line' }>): Spectrum {
  if (answer === undefined) {
    return withBadBits(loadSpectrum(path, { row }), parseBadBits(badBits, badBitsPlace));
  }
  using fits = openFits(path);
  return loadGeneric(fits, answer);
}

function candidatesOf(path: string): CurveCandidate[] {
  using fits = openFits(path);
  return curveCandidates(fits);
}

function factsOf(path: string): FileFacts {
  try {
    using fits = openFits(path);
    const product = identifyProduct(fits);
    if (product === undefined) return { product: candidates(fits).length > 0 ? 'generic' : null };
    if (!isSpectrumProduct(product) || product === 'generic') return { product };
    const rows = readRows(fits);
    const [first] = rows;
    if (first === undefined) return { product, rows: 0 };
    const { meta, release, headerSnr } = readSpectrum(fits, { row: 0 });
    const text = (name: string): string | undefined => {
      const value = meta[name];
      return value === undefined || value === null ? undefined : String(value);
    };
    const known = {
      release,
      object: text('object'),
      telescope: text('telescope'),
      field: text('field'),
      plate: text('plate'),
      mjd: text('mjd'),
      fiber: text('fiber'),
      snr: headerSnr ?? undefined,
    };
    const synthetic = fits.hdu(0).header.get('SYNTHET') === true;
    const given = Object.entries(known).filter(([, value]) => value !== undefined);
    return {
      product,
      rows: rows.length,
      ...Object.fromEntries(given),
      ...(synthetic ? { synthetic } : {}),
    };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { message, advice } = error;
    return { product: null, problem: { message, ...(advice === undefined ? {} : { advice }) } };
  }
}
