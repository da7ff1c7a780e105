import type { FitsFile } from '../fits/fitsFile.ts';
import type { Hdu, ImageHdu, TableHdu } from '../fits/hdu.ts';
import { findColumn } from '../fits/table.ts';
import type { Medium } from './spectrum.ts';
import { statedMedium, statedWavelengthUnit, type StoredWavelengthUnit } from './statedUnit.ts';

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
  readonly unit?: string;
  /** What its values would be in as wavelengths, where the file tells. */
  readonly wavelengthUnit?: StoredWavelengthUnit;
  /** What they would be measured in, where the file tells. */
  readonly medium?: Medium;
  /** What its name suggests; undefined if it suggests nothing. */
  readonly guess?: CurveRole;
}

export type CurveRole = 'wavelength' | 'flux' | 'error' | 'ivar';

/** Shorter curves are no spectra. */
const fewestPixels = 16;
/** Of an image with more rows than this, only the first ones are offered. */
const mostImageRows = 16;

/**
 * Everything in a file that could be a curve of a spectrum: rows of images, columns of numbers (a
 * pixel per row, or a vector in the first row), and wavelength grids of headers. What comes back is
 * a question to the user; `loadGeneric` takes the answer. Reads headers only.
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

function asWavelengths(fits: FitsFile, candidate: Candidate): Candidate {
  const wavelengthUnit = statedWavelengthUnit(fits, candidate.place);
  const medium = statedMedium(fits, candidate.place);
  return {
    ...candidate,
    ...(wavelengthUnit === undefined ? {} : { wavelengthUnit }),
    ...(medium === undefined ? {} : { medium }),
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
  const found = Array.from({ length: Math.min(rows, mostImageRows) }, (_, row): Candidate => {
    const name = rows === 1 ? undefined : rowName(hdu, row);
    const role = name === undefined ? guess : guessRole(name);
    const label = [placeName(hdu), ...(rows === 1 ? [] : [`row ${row}`])].join(', ');
    return {
      place: { kind: 'image', hdu: hdu.index, row },
      label: name === undefined ? label : `${label} (${name})`,
      pixels,
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
  if (hdu.form !== 'binary') return [];
  return hdu.columns.flatMap((column): Candidate[] => {
    const { name, unit, format } = column;
    if (!'BIJKED'.includes(format.code) || format.descriptor !== undefined) return [];
    if (findColumn(hdu, name) !== column) return [];
    const vector = format.repeat >= fewestPixels;
    if (vector ? hdu.rows === 0 : format.repeat !== 1 || hdu.rows < fewestPixels) return [];
    const guess = guessRole(name);
    return [
      {
        place: {
          kind: 'column',
          hdu: hdu.index,
          column: name,
          ...(vector ? { row: 0 } : {}),
        },
        label: `${placeName(hdu)}, column ${name}`,
        pixels: vector ? format.repeat : hdu.rows,
        ...(unit === undefined ? {} : { unit }),
        ...(guess === undefined ? {} : { guess }),
      },
    ];
  });
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
  ['wavelength', /wave|lambda|loglam|\blam\b|wlen|angstrom/i],
  ['flux', /flux|spec|intens|counts|erg/i],
];

function guessRole(name: string): CurveRole | undefined {
  return roleNames.find(([, pattern]) => pattern.test(name))?.[0];
}
