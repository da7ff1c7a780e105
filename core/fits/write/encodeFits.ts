import { onesComplementSum } from '../checksum.ts';
import { BLOCK } from '../readHeader.ts';
import { encodeHdu } from './encodeHdu.ts';
import { openHeader } from './sealHeader.ts';
import { Scratch } from '../scratch.ts';
import type { WritableHdu } from './writableHdu.ts';

/**
 * A whole FITS file: an empty primary HDU is put before a first table. Every HDU gets DATASUM and
 * CHECKSUM. Equal input gives equal bytes: no date, host or version is written. Throws
 * `fits-write` for what FITS cannot hold. Give a `scratch` where one file after the other is written:
 * new memory takes longer than all the rest; the result is then good until the next call.
 */
export function encodeFits(
  hdus: readonly WritableHdu[],
  scratch = new Scratch(),
): Uint8Array<ArrayBuffer> {
  const all: readonly WritableHdu[] =
    hdus[0]?.kind === 'image' ? hdus : [{ kind: 'image' }, ...hdus];
  const parts = all.map((hdu, index) => {
    const data = encodeHdu(hdu, index, all.length > 1);
    const header = openHeader(data.cards);
    const padded = Math.ceil(data.length / BLOCK) * BLOCK;
    return { header, data, length: header.length + padded };
  });
  // The data are encoded where they end up, and every byte is written.
  const file = scratch.take(parts.reduce((total, part) => total + part.length, 0));
  let at = 0;
  for (const { header, data, length } of parts) {
    const body = file.subarray(at + header.length, at + length);
    data.writeTo(body.subarray(0, data.length));
    body.fill(0, data.length);
    header.seal(file.subarray(at, at + header.length), onesComplementSum(body));
    at += length;
  }
  return file;
}
