import { describe, expect, it } from 'vitest';
import { bufferSource } from '../fits/byteSource.ts';
import { openFits, type FitsFile } from '../fits/fitsFile.ts';
import { headerText } from '../fits/headerText.testing.ts';
import { encodeFits } from '../fits/write/encodeFits.ts';
import { candidates, type CurvePlace } from './candidates.ts';
import { loadGeneric } from './loadGeneric.ts';

const primary = headerText('SIMPLE  = T', 'BITPIX  = 8', 'NAXIS   = 0', 'END');

function fileOf(...parts: readonly (string | Uint8Array)[]): FitsFile {
  return openFits(bufferSource('file.fits', Buffer.concat(parts.map((part) => Buffer.from(part)))));
}

/** Two spectra of 20 and 30 pixels, each in a row of variable-length arrays. */
function variableFile(): FitsFile {
  const lengths = [20, 30];
  const rows = Buffer.alloc(2880);
  let at = 32;
  let heap = 0;
  for (const [row, length] of lengths.entries()) {
    for (const [column, first] of [5000, 1].entries()) {
      rows.writeInt32BE(length, row * 16 + column * 8);
      rows.writeInt32BE(heap, row * 16 + column * 8 + 4);
      for (let i = 0; i < length; i++, at += 4) rows.writeFloatBE(first + i + 100 * row, at);
      heap += 4 * length;
    }
  }
  const header = headerText(
    ...["XTENSION= 'BINTABLE'", 'BITPIX  = 8', 'NAXIS   = 2', 'NAXIS1  = 16', 'NAXIS2  = 2'],
    ...[`PCOUNT  = ${heap}`, 'GCOUNT  = 1', 'TFIELDS = 2'],
    ...["TTYPE1  = 'WAVE'", "TFORM1  = '1PE(30)'", "TTYPE2  = 'FLUX'", "TFORM2  = '1PE(30)'"],
    'END',
  );
  return fileOf(primary, header, rows);
}

const load = (fits: FitsFile, wavelength: CurvePlace, flux: CurvePlace) =>
  loadGeneric(fits, {
    wavelength,
    wavelengthUnit: 'Å',
    flux,
    unit: '',
    frame: 'rest',
    medium: 'vacuum',
  });
const place = (column: string, row?: number): CurvePlace => ({
  kind: 'column',
  hdu: 1,
  column,
  ...(row === undefined ? {} : { row }),
});

describe('what may be a curve', () => {
  it('is every row of variable-length arrays, each with its own length', () => {
    using fits = variableFile();
    expect(candidates(fits).map(({ label, pixels, rows }) => [label, pixels, rows])).toEqual([
      ['HDU 1, column WAVE, row 0', 20, 2],
      ['HDU 1, column WAVE, row 1', 30, 2],
      ['HDU 1, column FLUX, row 0', 20, 2],
      ['HDU 1, column FLUX, row 1', 30, 2],
    ]);
    const second = load(fits, place('WAVE', 1), place('FLUX', 1));
    expect([second.wavelength[0], second.flux[29]]).toEqual([5100, 130]);
    expect(load(fits, place('WAVE'), place('FLUX')).flux).toHaveLength(20);
  });

  it('is the first sixteen of many vectors; of the others it is known how many there are', () => {
    const [rows, pixels] = [200, 16];
    const data = Float32Array.from({ length: rows * pixels }, (_, i) => 4000 + i);
    const values = { kind: 'number', type: 'f4', shape: [rows, pixels], data } as const;
    using fits = fileOf(encodeFits([{ kind: 'table', columns: [{ name: 'LAMBDA', values }] }]));
    const found = candidates(fits);
    expect(found).toHaveLength(16);
    expect(found[15]).toMatchObject({
      place: place('LAMBDA', 15),
      pixels,
      rows,
      guess: 'wavelength',
    });
    const last = load(fits, place('LAMBDA', 199), place('LAMBDA'));
    expect([last.wavelength[0], last.flux[0]]).toEqual([4000 + 199 * 16, 4000]);
  });

  it('is every column of numbers of an ASCII table, and no text', () => {
    const row = (i: number) => `${(4000 + i).toFixed(1)} ${String(i).padStart(4)} star`;
    const rows = Array.from({ length: 20 }, (_, i) => row(i)).join('');
    const header = headerText(
      ...["XTENSION= 'TABLE   '", 'BITPIX  = 8', 'NAXIS   = 2', 'NAXIS1  = 16', 'NAXIS2  = 20'],
      ...['PCOUNT  = 0', 'GCOUNT  = 1', 'TFIELDS = 3'],
      ...["TTYPE1  = 'WAVE'", "TFORM1  = 'F6.1'", 'TBCOL1  = 1', "TUNIT1  = 'nm'"],
      ...["TTYPE2  = 'FLUX'", "TFORM2  = 'I4'", 'TBCOL2  = 8'],
      ...["TTYPE3  = 'KIND'", "TFORM3  = 'A4'", 'TBCOL3  = 13'],
      'END',
    );
    using fits = fileOf(primary, header, rows.padEnd(2880));
    expect(candidates(fits)).toEqual([
      {
        place: place('WAVE'),
        label: 'HDU 1, column WAVE',
        pixels: 20,
        unit: 'nm',
        wavelengthUnit: 'nm',
        guess: 'wavelength',
      },
      { place: place('FLUX'), label: 'HDU 1, column FLUX', pixels: 20, guess: 'flux' },
    ]);
    expect(load(fits, place('WAVE'), place('FLUX')).flux[19]).toBe(19);
  });
});
