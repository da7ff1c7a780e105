import { Problem } from '../../problem/problem.ts';
import { encodeChecksum, onesComplementSum } from '../checksum.ts';
import { BLOCK } from '../readHeader.ts';
import { encodeImage } from './encodeImage.ts';
import { encodeTable } from './encodeTable.ts';
import { formatCard, type CardInput } from './formatCard.ts';
import type { WritableHdu } from './writableHdu.ts';

/** Cards that follow from the data and are written from them alone. */
const STRUCTURAL =
  /^(SIMPLE|XTENSION|BITPIX|NAXIS\d*|EXTEND|PCOUNT|GCOUNT|TFIELDS|THEAP|(TTYPE|TFORM|TDIM|TSCAL|TZERO|TNULL|TUNIT|TDISP)\d+|BSCALE|BZERO|EXTNAME|CHECKSUM|DATASUM|END|CONTINUE)$/;

const UNSET_CHECKSUM = '0'.repeat(16);

/**
 * A whole FITS file: an empty primary HDU is put before a first table. Every HDU gets DATASUM and
 * CHECKSUM. Equal input gives equal bytes: no date, host or version is written. Throws
 * `fits-write` for what FITS cannot hold.
 */
export function encodeFits(hdus: readonly WritableHdu[]): Uint8Array<ArrayBuffer> {
  const all: readonly WritableHdu[] =
    hdus[0]?.kind === 'image' ? hdus : [{ kind: 'image' }, ...hdus];
  const parts = all.flatMap((hdu, index) => encodeHdu(hdu, index, all.length));
  const file = new Uint8Array(parts.reduce((total, part) => total + part.length, 0));
  let at = 0;
  for (const part of parts) {
    file.set(part, at);
    at += part.length;
  }
  return file;
}

function encodeHdu(hdu: WritableHdu, index: number, count: number): Uint8Array[] {
  const { cards, bytes } = hdu.kind === 'image' ? encodeImage(hdu) : encodeTable(hdu);
  for (const { keyword } of hdu.cards ?? []) {
    if (STRUCTURAL.test(keyword)) {
      throw new Problem('fits-write', 'this card follows from the data and cannot be set', {
        where: { hdu: index, card: keyword },
      });
    }
  }
  const scaling = cards.filter(({ keyword }) => /^(BSCALE|BZERO)$/.test(keyword));
  const shape = cards.filter((card) => !scaling.includes(card));
  const data = padded(bytes, 0);
  const datasum = onesComplementSum(data);
  const inputs: CardInput[] = [
    firstCard(hdu, index),
    ...shape,
    ...(index === 0 && count > 1 ? [{ keyword: 'EXTEND', value: true }] : []),
    ...(index > 0 && hdu.kind === 'image' ? IMAGE_COUNTS : []),
    ...scaling,
    ...(hdu.name === undefined ? [] : [{ keyword: 'EXTNAME', value: hdu.name }]),
    ...(hdu.cards ?? []),
    { keyword: 'DATASUM', value: datasum.toString(), comment: 'data unit checksum' },
  ];
  const lines = inputs.flatMap(formatCard);
  const withSum = (sum: string): Uint8Array<ArrayBuffer> =>
    headerBytes([
      ...lines,
      ...formatCard({ keyword: 'CHECKSUM', value: sum, comment: 'HDU checksum' }),
    ]);
  const total = onesComplementSum(withSum(UNSET_CHECKSUM), datasum);
  return [withSum(encodeChecksum(total)), data];
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

function headerBytes(lines: readonly string[]): Uint8Array<ArrayBuffer> {
  const text = [...lines, 'END'.padEnd(80)].join('');
  return padded(Buffer.from(text, 'latin1'), 0x20);
}

function padded(bytes: Uint8Array, fill: number): Uint8Array<ArrayBuffer> {
  const block = new Uint8Array(Math.ceil(bytes.length / BLOCK) * BLOCK).fill(fill, bytes.length);
  block.set(bytes);
  return block;
}
