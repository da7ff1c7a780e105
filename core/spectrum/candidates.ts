import type { BinaryColumn } from '../fits/column.ts';
import type { FitsFile } from '../fits/fitsFile.ts';
import type { AsciiTableHdu, BinaryTableHdu, Hdu, ImageHdu, TableHdu } from '../fits/hdu.ts';
import { findColumn } from '../fits/table.ts';
import { arrayLength } from '../fits/variableLength.ts';
import type { Frame, Medium } from './spectrum.ts';
import {
  statedFrame,
  statedMedium,
  statedWavelengthUnit,
  type StoredWavelengthUnit,
} from './statedUnit.ts';

/** Where the values of one curve lie: a row of an image, or a column (of one row, if it is a vector). */
export type CurvePlace =
  | { readonly kind: 'image'; readonly hdu: number; readonly row: number }
  | {
      readonly kind: 'column';
      readonly hdu: number;
      readonly column: string;
      readonly row?: number;
    }
  /** CRVAL1 and CDELT1 of that HDU's header. */
  | { readonly kind: 'grid'; readonly hdu: number };

/** Something in a file that may be one of the curves of a spectrum, for the user to say which. */
export interface Candidate {
  readonly place: CurvePlace;
  /** `HDU 1, column FLUX`, `HDU 0, row 3`. */
  readonly label: string;
  readonly pixels: number;
  /**
   * How many rows there are like this one, which has no name of its own: only the first ones are
   * offered, the others can be asked for. Missing if there is no other.
   */
  readonly rows?: number;
  readonly unit?: string;
  /** What its values would be in as wavelengths, where the file tells. */
  readonly wavelengthUnit?: StoredWavelengthUnit;
  /** What they would be measured in, where the file tells. */
  readonly medium?: Medium;
  readonly frame?: Frame;
  /** What its name suggests; undefined if it suggests nothing. */
  readonly guess?: CurveRole;
}

export type CurveRole = 'wavelength' | 'flux' | 'error' | 'ivar';

/** Shorter curves are no spectra. */
const fewestPixels = 16;
/** Of an image or a column of vectors with more rows than this, only the first ones are offered. */
const mostRows = 16;

/**
 * Everything in a file that could be a curve of a spectrum: rows of images, columns of numbers (a
 * pixel per row, or a vector in each row), and wavelength grids of headers. What comes back is a
 * question to the user; `loadGeneric` takes the answer. Reads headers, and how long arrays are.
 */
export function candidates(fits: FitsFile): Candidate[] {
  return fits.hdus().flatMap((hdu) => {
    switch (hdu.kind) {
      case 'image':
        return imageCandidates(hdu).map((found) => asWavelengths(fits, found));
      case 'table':
        return tableCandidates(hdu).map((found) => asWavelengths(fits, found));
      case 'other':
        return [];
    }
  });
}

/** Equal for rows of one image or column that nothing tells apart; undefined for any other curve. */
export function rowsAlike({ place, rows }: Candidate): string | undefined {
  if (rows === undefined) return undefined;
  return `${place.hdu} ${place.kind === 'column' ? place.column : ''}`;
}

function asWavelengths(fits: FitsFile, candidate: Candidate): Candidate {
  const wavelengthUnit = statedWavelengthUnit(fits, candidate.place);
  const medium = statedMedium(fits, candidate.place);
  const frame = statedFrame(fits, candidate.place);
  return {
    ...candidate,
    ...(wavelengthUnit === undefined ? {} : { wavelengthUnit }),
    ...(medium === undefined ? {} : { medium }),
    ...(frame === undefined ? {} : { frame }),
  };
}

function imageCandidates(hdu: ImageHdu): Candidate[] {
  const pixels = hdu.shape.at(-1) ?? 0;
  // IRAF writes bands × 1 × pixels.
  const slower = hdu.shape.slice(0, -1).filter((length) => length !== 1);
  if (pixels < fewestPixels || slower.length > 1) return [];
  const rows = slower[0] ?? 1;
  const unit = hdu.header.string('BUNIT');
  const guess = guessRole(`${hdu.name} ${unit ?? ''}`);
  const found = Array.from({ length: Math.min(rows, mostRows) }, (_, row): Candidate => {
    const name = rows === 1 ? undefined : rowName(hdu, row);
    const role = name === undefined ? guess : guessRole(name);
    const label = [placeName(hdu), ...(rows === 1 ? [] : [`row ${row}`])].join(', ');
    return {
      place: { kind: 'image', hdu: hdu.index, row },
      label: name === undefined ? label : `${label} (${name})`,
      pixels,
      ...(rows === 1 || name !== undefined ? {} : { rows }),
      ...(unit === undefined ? {} : { unit }),
      ...(role === undefined ? {} : { guess: role }),
    };
  });
  if (hdu.header.number('CRVAL1') === undefined) return found;
  const grid: Candidate = {
    place: { kind: 'grid', hdu: hdu.index },
    label: `${placeName(hdu)}, CRVAL1 and CDELT1`,
    pixels,
    guess: 'wavelength',
  };
  return [...found, grid];
}

function tableCandidates(hdu: TableHdu): Candidate[] {
  if (hdu.form === 'ascii') return asciiCandidates(hdu);
  return hdu.columns.flatMap((column): Candidate[] => {
    if (!'BIJKED'.includes(column.format.code) || findColumn(hdu, column.name) !== column)
      return [];
    return isVector(column) ? vectorCandidates(hdu, column) : pixelCandidate(hdu, column);
  });
}

function asciiCandidates(hdu: AsciiTableHdu): Candidate[] {
  return hdu.columns
    .filter((column) => column.type !== 'string' && findColumn(hdu, column.name) === column)
    .flatMap((column) => pixelCandidate(hdu, column));
}

/** True if each cell holds an array of its own, not one number. */
export function isVector({ format }: BinaryColumn): boolean {
  return format.descriptor !== undefined || format.repeat !== 1;
}

type Named = Pick<BinaryColumn, 'name' | 'unit'>;

/** A pixel in each row. */
function pixelCandidate(hdu: TableHdu, column: Named): Candidate[] {
  if (hdu.rows < fewestPixels) return [];
  const place = { kind: 'column', hdu: hdu.index, column: column.name } as const;
  return [{ place, pixels: hdu.rows, ...columnWords(hdu, column) }];
}

/** A spectrum in each row. */
function vectorCandidates(hdu: BinaryTableHdu, column: BinaryColumn): Candidate[] {
  const { name, format } = column;
  const { label, ...words } = columnWords(hdu, column);
  const found = Array.from({ length: Math.min(hdu.rows, mostRows) }, (_, row): Candidate => {
    const pixels = format.descriptor === undefined ? format.repeat : arrayLength(hdu, column, row);
    return {
      place: { kind: 'column', hdu: hdu.index, column: name, row },
      label: hdu.rows === 1 ? label : `${label}, row ${row}`,
      pixels,
      ...(hdu.rows === 1 ? {} : { rows: hdu.rows }),
      ...words,
    };
  });
  return found.filter(({ pixels }) => pixels >= fewestPixels);
}

function columnWords(hdu: TableHdu, { name, unit }: Named) {
  const guess = guessRole(name);
  return {
    label: `${placeName(hdu)}, column ${name}`,
    ...(unit === undefined ? {} : { unit }),
    ...(guess === undefined ? {} : { guess }),
  };
}

/** What the header calls a row: ARRAYn of SDSS before DR8, BANDIDn of IRAF; both count from 1. */
function rowName({ header }: ImageHdu, row: number): string | undefined {
  const text = header.string(`ARRAY${row + 1}`) ?? header.string(`BANDID${row + 1}`);
  const name = text?.trim() ?? '';
  return name === '' ? undefined : name;
}

function placeName({ index, name }: Hdu): string {
  return name === '' || name === 'PRIMARY' ? `HDU ${index}` : `HDU ${index} (${name})`;
}

const roleNames: readonly (readonly [CurveRole, RegExp])[] = [
  ['ivar', /ivar|inv(erse)?_?var/i],
  ['error', /err|sigma|stdev|unc/i],
  ['wavelength', /wave|lambda|loglam|\blam\b|wlen/i],
  ['flux', /flux|spec|intens|counts|erg/i],
  // Last: fluxes are measured per Å too.
  ['wavelength', /angstrom/i],
];

function guessRole(name: string): CurveRole | undefined {
  return roleNames.find(([, pattern]) => pattern.test(name))?.[0];
}
