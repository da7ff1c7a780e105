import { encodeChecksum, onesComplementSum } from '../checksum.ts';
import { CARD } from '../cards.ts';
import { BLOCK } from '../readHeader.ts';
import { formatCard, type CardInput } from './formatCard.ts';

const UNSET_CHECKSUM = '0'.repeat(16);

/** What cfitsio's checks want to see where strings go on; no other card depends on it. */
const LONG_STRINGS: CardInput = {
  keyword: 'LONGSTRN',
  value: 'OGIP 1.0',
  comment: 'long strings go on in CONTINUE cards',
};

/** A header whose length is known before its data and their sum are. */
export interface OpenHeader {
  /** In bytes, a multiple of the block size. */
  readonly length: number;
  /** Writes the header with DATASUM, CHECKSUM and END to the beginning of `target`. */
  seal(target: Uint8Array, datasum: number): void;
}

export function openHeader(cards: readonly CardInput[]): OpenHeader {
  const given = cards.flatMap(formatCard);
  const continued = given.some((line) => line.startsWith('CONTINUE'));
  const lines = continued ? [...given, ...formatCard(LONG_STRINGS)] : given;
  // Three more: DATASUM, CHECKSUM, END.
  const length = Math.ceil(((lines.length + 3) * CARD) / BLOCK) * BLOCK;
  return {
    length,
    seal(target, datasum) {
      const last = [
        { keyword: 'DATASUM', value: datasum.toString(), comment: 'data unit checksum' },
        { keyword: 'CHECKSUM', value: UNSET_CHECKSUM, comment: 'HDU checksum' },
      ].flatMap(formatCard);
      const header = Buffer.from(target.buffer, target.byteOffset, length);
      const text = [...lines, ...last, 'END'].join('').padEnd(length);
      header.write(text, 0, 'latin1');
      const checksum = encodeChecksum(onesComplementSum(header, datasum));
      // The text of a string begins in column 12.
      header.write(checksum, (lines.length + 1) * CARD + 11, 'latin1');
    },
  };
}

/** A header with DATASUM, CHECKSUM and END, padded to whole blocks. Its length does not depend on the sum. */
export function sealHeader(cards: readonly CardInput[], datasum: number): Uint8Array<ArrayBuffer> {
  const header = openHeader(cards);
  const bytes = new Uint8Array(header.length);
  header.seal(bytes, datasum);
  return bytes;
}
