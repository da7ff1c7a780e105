import { encodeFits } from '../../fits/write/encodeFits.ts';

/** One row of a made-up apStar file. */
export interface MadeRow {
  readonly flux: Float64Array;
  readonly error: Float64Array;
}

/** The grid of `apStarBytes`. */
export function madeGrid(pixels: number): Float64Array {
  return Float64Array.from({ length: pixels }, (_, i) => 10 ** (4.179 + 6e-6 * i));
}

/** A small file in the structure of an apStar (science page, §1), rows on the apStar grid. */
export function apStarBytes(rows: readonly MadeRow[]): Uint8Array {
  const pixels = rows[0]?.flux.length ?? 0;
  const shape = [rows.length, pixels];
  const joined = (pick: (row: MadeRow) => Float64Array) => {
    const all = new Float64Array(rows.length * pixels);
    for (const [i, row] of rows.entries()) all.set(pick(row), i * pixels);
    return all;
  };
  const cards = [
    { keyword: 'CRVAL1', value: 4.179 },
    { keyword: 'CDELT1', value: 6e-6 },
    { keyword: 'CRPIX1', value: 1 },
    { keyword: 'CTYPE1', value: 'LOG-LINEAR' },
  ];
  return encodeFits([
    {
      kind: 'image',
      cards: [
        { keyword: 'OBJID', value: 'MADE-UP' },
        { keyword: 'NVISITS', value: Math.max(1, rows.length - 2) },
        { keyword: 'TELESCOP', value: 'apo25m' },
      ],
    },
    { kind: 'image', data: joined((row) => row.flux), shape, cards },
    { kind: 'image', data: joined((row) => row.error), shape, cards },
    { kind: 'image', data: new Int16Array(rows.length * pixels), shape, cards },
  ]);
}
