import { allocate } from './allocate.ts';
import { swapInPlace } from './bigEndian.ts';
import type { ImageHdu } from './hdu.ts';
import { isIdentity } from './linearScaling.ts';
import { Scratch } from './scratch.ts';

/** New memory takes longer than all the rest: this is used again, up to `mostKept` bytes. */
const scratch = new Scratch();
const mostKept = 2 ** 20;

/** Whether pixels are float32 as they are stored, which most spectra have. */
export function isPlainFloat32({ bitpix, tiles, scaling }: ImageHdu): boolean {
  return bitpix === -32 && tiles === undefined && isIdentity(scaling);
}

/** `count` such pixels from `first` on as float64, without an array of float32 of their own. */
export function widenFloat32(
  hdu: ImageHdu,
  first: number,
  count: number,
): Float64Array<ArrayBuffer> {
  const length = 4 * count;
  const bytes = length <= mostKept ? scratch.take(length) : allocate(length, hdu.header.where);
  hdu.source.readInto(bytes, hdu.dataOffset + 4 * first);
  swapInPlace(bytes, 4);
  return new Float64Array(new Float32Array(bytes.buffer, bytes.byteOffset, count));
}
