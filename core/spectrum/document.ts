import type { MaskValues, MetaValue, Spectrum } from './spectrum.ts';

/** NaN has no JSON word and becomes null; infinities become strings. */
export type JsonNumber = number | null | 'Infinity' | '-Infinity';
/** Integers beyond 2^53 are decimal strings, so that no reader rounds them. */
export type JsonInteger = number | string;

/** What `astra spectrum FILE --json` prints: see docs/cli.md. */
export interface SpectrumDocument {
  readonly schema: 1;
  readonly product: string;
  readonly release?: string;
  readonly row: number;
  readonly rows: number;
  readonly n_pixels: number;
  readonly wavelength: readonly JsonNumber[];
  readonly flux: readonly JsonNumber[];
  readonly ivar: readonly JsonNumber[];
  readonly masks: Readonly<
    Partial<Record<'bitmask' | 'and_mask' | 'or_mask', readonly JsonInteger[]>>
  >;
  readonly unit: string;
  readonly frame: Spectrum['frame'];
  readonly medium: Spectrum['medium'];
  readonly mean_snr: JsonNumber;
  readonly meta: Readonly<Record<string, string | boolean | number | null>>;
}

/** A spectrum as plain JSON values, with one element per pixel in every array. */
export function spectrumDocument(spectrum: Spectrum): SpectrumDocument {
  const { product, release, row, rows, unit, frame, medium } = spectrum;
  return {
    schema: 1,
    product,
    ...(release === undefined ? {} : { release }),
    row,
    rows,
    n_pixels: spectrum.wavelength.length,
    wavelength: Array.from(spectrum.wavelength, jsonNumber),
    flux: Array.from(spectrum.flux, jsonNumber),
    ivar: Array.from(spectrum.ivar, jsonNumber),
    masks: Object.fromEntries(
      Object.entries(spectrum.masks).map(([name, values]: [string, MaskValues]) => [
        name,
        values instanceof Int32Array ? Array.from(values) : Array.from(values, jsonInteger),
      ]),
    ),
    unit,
    frame,
    medium,
    mean_snr: jsonNumber(spectrum.meanSnr),
    meta: Object.fromEntries(
      Object.entries(spectrum.meta).map(([name, value]) => [name, jsonMeta(value)]),
    ),
  };
}

export function jsonNumber(value: number): JsonNumber {
  if (Number.isFinite(value)) return value;
  if (Number.isNaN(value)) return null;
  return value > 0 ? 'Infinity' : '-Infinity';
}

export function jsonInteger(value: bigint): JsonInteger {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value.toString();
}

function jsonMeta(value: MetaValue): string | boolean | number | null {
  if (typeof value === 'bigint') return jsonInteger(value);
  return typeof value === 'number' ? jsonNumber(value) : value;
}
