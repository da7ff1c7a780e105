import type { FitsFile } from '../../core/fits/fitsFile.ts';
import { findColumn } from '../../core/fits/table.ts';
import { Problem } from '../../core/problem/problem.ts';
import { rowsAlike, type Candidate, type CurvePlace } from '../../core/spectrum/candidates.ts';

/**
 * Places of curves as words of a command line: `1:FLUX` is a column of HDU 1 (`1:FLUX[3]` its row 3,
 * where each row holds a vector; the first if none is named), `0` the image of HDU 0 (`0[3]` its row 3),
 * `grid:0` the CRVAL1 and CDELT1 of HDU 0. Throws `bad-parameter`.
 */
export function parsePlace(word: string, option: string): CurvePlace {
  const grid = /^grid:(\d+)$/.exec(word);
  if (grid !== null) return { kind: 'grid', hdu: Number(grid[1]) };
  const image = /^(\d+)(?:\[(\d+)\])?$/.exec(word);
  if (image !== null) {
    return { kind: 'image', hdu: Number(image[1]), row: Number(image[2] ?? 0) };
  }
  const column = /^(\d+):(.+?)(?:\[(\d+)\])?$/.exec(word);
  if (column !== null) {
    const [, hdu, name = '', row] = column;
    const place = { kind: 'column', hdu: Number(hdu), column: name } as const;
    return row === undefined ? place : { ...place, row: Number(row) };
  }
  throw new Problem('bad-parameter', `"${word}" is no place in a FITS file`, {
    where: { parameter: option },
    advice: 'Write HDU:COLUMN for a column, HDU or HDU[ROW] for an image, grid:HDU for its CRVAL1',
  });
}

/** The same in a file: where a column is called `MAG[5]`, the word that ends so means that column. */
export function parsePlaceIn(fits: FitsFile, word: string, option: string): CurvePlace {
  const place = parsePlace(word, option);
  if (place.kind !== 'column' || place.row === undefined || !fits.hasHdu(place.hdu)) return place;
  const hdu = fits.hdu(place.hdu);
  const column = `${place.column}[${place.row}]`;
  const isName = hdu.kind === 'table' && findColumn(hdu, column) !== undefined;
  return isName ? { kind: 'column', hdu: place.hdu, column } : place;
}

/** The inverse of `parsePlaceIn`. */
export function placeWord(place: CurvePlace): string {
  switch (place.kind) {
    case 'grid':
      return `grid:${place.hdu}`;
    case 'image':
      return place.row === 0 ? String(place.hdu) : `${place.hdu}[${place.row}]`;
    case 'column':
      return `${place.hdu}:${place.column}${place.row === undefined ? '' : `[${place.row}]`}`;
  }
}

/** The question that a file of unknown kind puts to the user, with what its names suggest. */
export function placesQuestion(candidates: readonly Candidate[]): string {
  if (candidates.length === 0) return 'Nothing in it looks like a spectrum.\n';
  const lines = candidates.filter(isFirstOfItsKind).map((candidate) => {
    const { place, label, unit, guess } = candidate;
    const what = `${pixelsOf(candidate, candidates)} pixels${unit === undefined ? '' : `, ${unit}`}`;
    const role = guess === undefined ? '' : ` (${guess}?)`;
    return `  ${placeWord(place).padEnd(16)} ${label}, ${what}${role}${otherRows(candidate)}\n`;
  });
  return (
    `Say which is which, with --wavelength, --flux and --error or --ivar:\n${lines.join('')}` +
    `for example: ${exampleOf(candidates)}\n`
  );
}

/** Rows that nothing tells apart are a line together. */
function isFirstOfItsKind(one: Candidate, index: number, all: readonly Candidate[]): boolean {
  const before = all[index - 1];
  return one.rows === undefined || before === undefined || rowsAlike(one) !== rowsAlike(before);
}

/** `30`, or `20 to 30` where the rows of a variable-length column differ. */
function pixelsOf(candidate: Candidate, all: readonly Candidate[]): string {
  const key = rowsAlike(candidate);
  const alike = key === undefined ? [candidate] : all.filter((one) => rowsAlike(one) === key);
  const lengths = alike.map(({ pixels }) => pixels);
  const [least, most] = [Math.min(...lengths), Math.max(...lengths)];
  return least === most ? String(most) : `${least} to ${most}`;
}

function otherRows({ place, rows }: Candidate): string {
  if (rows === undefined || place.kind === 'grid' || place.row === rows - 1) return '';
  return `; likewise the other rows, up to ${placeWord({ ...place, row: rows - 1 })}`;
}

/** The first curves whose names suggest wavelengths and fluxes of as many pixels, and their errors. */
function exampleOf(candidates: readonly Candidate[]): string {
  const named = (role: Candidate['guess'], pixels?: number) =>
    candidates.filter((one) => one.guess === role && (pixels ?? one.pixels) === one.pixels);
  for (const wavelength of named('wavelength')) {
    const { pixels } = wavelength;
    const [flux] = named('flux', pixels);
    if (flux === undefined) continue;
    const [error] = named('error', pixels);
    const [ivar] = named('ivar', pixels);
    return [
      `--wavelength ${shellWord(wavelength)} --flux ${shellWord(flux)}`,
      ...(error === undefined ? [] : [`--error ${shellWord(error)}`]),
      ...(error !== undefined || ivar === undefined ? [] : [`--ivar ${shellWord(ivar)}`]),
    ].join(' ');
  }
  return '--wavelength 1:WAVE --flux 1:FLUX --error 1:ERR';
}

/** Brackets and blanks mean something to a shell. */
function shellWord({ place }: Candidate): string {
  const word = placeWord(place);
  return /^[\w:.-]+$/.test(word) ? word : `'${word}'`;
}
