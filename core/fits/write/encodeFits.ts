import { onesComplementSum } from '../checksum.ts';
import { encodeHdu } from './encodeHdu.ts';
import { padToBlock, sealHeader } from './sealHeader.ts';
import type { WritableHdu } from './writableHdu.ts';

/**
 * A whole FITS file: an empty primary HDU is put before a first table. Every HDU gets DATASUM and
 * CHECKSUM. Equal input gives equal bytes: no date, host or version is written. Throws
 * `fits-write` for what FITS cannot hold.
 */
export function encodeFits(hdus: readonly WritableHdu[]): Uint8Array<ArrayBuffer> {
  const all: readonly WritableHdu[] =
    hdus[0]?.kind === 'image' ? hdus : [{ kind: 'image' }, ...hdus];
  const parts = all.flatMap((hdu, index) => {
    const { cards, bytes } = encodeHdu(hdu, index, all.length > 1);
    const data = padToBlock(bytes, 0);
    return [sealHeader(cards, onesComplementSum(data)), data];
  });
  const file = new Uint8Array(parts.reduce((total, part) => total + part.length, 0));
  let at = 0;
  for (const part of parts) {
    file.set(part, at);
    at += part.length;
  }
  return file;
}
