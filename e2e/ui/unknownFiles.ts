import { encodeFits } from '../../core/fits/write/encodeFits.ts';
import type { DroppedFile } from './dropFiles.ts';

/** Pixels of the spectra below. */
export const PIXELS = 2000;

/** A continuum with a few lines, and noise that is the same each time. */
function flux(index: number): number {
  const lines = [300, 720, 1110, 1500].map(
    (centre, depth) => (0.2 + 0.1 * depth) * Math.exp(-(((index - centre) / 9) ** 2)),
  );
  const noise = 0.02 * Math.sin(index * index * 0.7);
  return 100 * (1 + 0.2 * Math.sin(index / 600) - lines.reduce((a, b) => a + b) + noise);
}

const values = (of: (index: number) => number, length = PIXELS) =>
  Float64Array.from({ length }, (_, index) => of(index));

const column = (name: string, data: Float64Array<ArrayBuffer>, unit?: string) => ({
  name,
  ...(unit === undefined ? {} : { unit }),
  values: { kind: 'number' as const, type: 'f8' as const, shape: [data.length], data },
});

/** A table in nm, from the red end on, as of ESO; beside it another table of 40 rows. */
export const esoTable: DroppedFile = {
  name: 'eso-table.fits',
  bytes: encodeFits([
    {
      kind: 'table',
      name: 'SPECTRUM',
      columns: [
        column(
          'WAVE',
          values((index) => 700 - index * 0.1),
          'nm',
        ),
        column('FLUX', values(flux), 'erg.s**(-1).cm**(-2)'),
        column(
          'ERR',
          values(() => 4),
        ),
        column(
          'QUAL',
          values(() => 0),
        ),
      ],
    },
    {
      kind: 'table',
      name: 'LINES',
      columns: [
        column(
          'LAMBDA',
          values((index) => 500 + index, 40),
        ),
        column(
          'EW',
          values(() => 1, 40),
        ),
      ],
    },
  ]),
};

/** Rows of one image on a logarithmic grid, of which only the header says what survey it is of. */
export const lamostImage: DroppedFile = {
  name: 'spec-lamost.fits',
  bytes: encodeFits([
    {
      kind: 'image',
      data: values((index) => (index < PIXELS ? flux(index) : 0.0625), 2 * PIXELS),
      shape: [2, PIXELS],
      cards: [
        { keyword: 'TELESCOP', value: 'LAMOST' },
        { keyword: 'OBJECT', value: 'LAMOST star' },
        { keyword: 'CRVAL1', value: 3.5682 },
        { keyword: 'CD1_1', value: 0.0001 },
        { keyword: 'DC-FLAG', value: 1 },
      ],
    },
  ]),
};

/** Spectra of many fibres as rows of an image, each at a level of its own. */
export const manyFibres: DroppedFile = {
  name: 'fibres.fits',
  bytes: encodeFits([
    {
      kind: 'image',
      name: 'FLUX',
      data: values((index) => 10 * Math.floor(index / 100) + Math.sin(index), 300 * 100),
      shape: [300, 100],
      cards: [
        { keyword: 'CRVAL1', value: 4000 },
        { keyword: 'CDELT1', value: 2 },
      ],
    },
  ]),
};

/** A header and nothing else. */
export const emptyFile: DroppedFile = {
  name: 'only-a-header.fits',
  bytes: encodeFits([{ kind: 'image', cards: [{ keyword: 'OBJECT', value: 'nothing' }] }]),
};
