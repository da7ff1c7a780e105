import { encodeChecksum, onesComplementSum } from '../checksum.ts';
import { BLOCK } from '../readHeader.ts';
import { formatCard, type CardInput } from './formatCard.ts';

const UNSET_CHECKSUM = '0'.repeat(16);

/** A header with DATASUM, CHECKSUM and END, padded to whole blocks. Its length does not depend on the sum. */
export function sealHeader(cards: readonly CardInput[], datasum: number): Uint8Array<ArrayBuffer> {
  const lines = [
    ...cards,
    { keyword: 'DATASUM', value: datasum.toString(), comment: 'data unit checksum' },
  ].flatMap(formatCard);
  const withSum = (sum: string): Uint8Array<ArrayBuffer> => {
    const checksum = formatCard({ keyword: 'CHECKSUM', value: sum, comment: 'HDU checksum' });
    const text = [...lines, ...checksum, 'END'.padEnd(80)].join('');
    return padToBlock(Buffer.from(text, 'latin1'), 0x20);
  };
  return withSum(encodeChecksum(onesComplementSum(withSum(UNSET_CHECKSUM), datasum)));
}

export function padToBlock(bytes: Uint8Array, fill: number): Uint8Array<ArrayBuffer> {
  const blocks = new Uint8Array(Math.ceil(bytes.length / BLOCK) * BLOCK).fill(fill, bytes.length);
  blocks.set(bytes);
  return blocks;
}
