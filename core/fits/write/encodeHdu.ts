import { Problem } from '../../problem/problem.ts';
import { encodeImage, type EncodedData } from './encodeImage.ts';
import { encodeTable } from './encodeTable.ts';
import type { CardInput } from './formatCard.ts';
import type { WritableHdu } from './writableHdu.ts';

/** Cards that follow from the data and are written from them alone. */
const STRUCTURAL =
  /^(SIMPLE|XTENSION|BITPIX|NAXIS\d*|EXTEND|PCOUNT|GCOUNT|TFIELDS|THEAP|(TTYPE|TFORM|TDIM|TSCAL|TZERO|TNULL|TUNIT|TDISP)\d+|BSCALE|BZERO|EXTNAME|CHECKSUM|DATASUM|END|CONTINUE)$/;

/** All cards of an HDU but its sums and END, and its data. */
export function encodeHdu(hdu: WritableHdu, index: number, hasMore: boolean): EncodedData {
  const {
    cards,
    scaling = [],
    ...data
  } = hdu.kind === 'image' ? encodeImage(hdu) : encodeTable(hdu);
  for (const { keyword } of hdu.cards ?? []) {
    if (STRUCTURAL.test(keyword)) {
      throw new Problem('fits-write', 'this card follows from the data and cannot be set', {
        where: { hdu: index, card: keyword },
      });
    }
  }
  const all: CardInput[] = [
    firstCard(hdu, index),
    ...cards,
    ...(index === 0 && hasMore ? [{ keyword: 'EXTEND', value: true }] : []),
    ...(index > 0 && hdu.kind === 'image' ? IMAGE_COUNTS : []),
    ...scaling,
    ...(hdu.name === undefined ? [] : [{ keyword: 'EXTNAME', value: hdu.name }]),
    ...(hdu.cards ?? []),
  ];
  return { cards: all, ...data };
}

const IMAGE_COUNTS: readonly CardInput[] = [
  { keyword: 'PCOUNT', value: 0, comment: 'number of group parameters' },
  { keyword: 'GCOUNT', value: 1, comment: 'number of groups' },
];

function firstCard(hdu: WritableHdu, index: number): CardInput {
  if (index === 0) {
    return { keyword: 'SIMPLE', value: true, comment: 'conforms to FITS standard' };
  }
  return hdu.kind === 'image'
    ? { keyword: 'XTENSION', value: 'IMAGE', comment: 'image extension' }
    : { keyword: 'XTENSION', value: 'BINTABLE', comment: 'binary table extension' };
}
