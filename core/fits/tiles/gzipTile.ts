import { gunzipSync } from 'node:zlib';
import { fromBigEndian } from '../bigEndian.ts';
import type { NumericArray, NumericType } from '../numericArray.ts';
import { TileError } from './tileError.ts';

/** Unpacks a gzip tile; it may not hold more than `count` numbers of 8 bytes. */
export function gunzipTile(packed: Uint8Array, count: number): Uint8Array<ArrayBuffer> {
  try {
    return new Uint8Array(gunzipSync(packed, { maxOutputLength: 8 * count + 1 }));
  } catch (cause) {
    throw new TileError(cause instanceof Error ? cause.message : String(cause));
  }
}

/** GZIP_2: all first bytes, then all second bytes, … back to numbers of `width` bytes. */
export function unshuffle(bytes: Uint8Array, width: number): Uint8Array<ArrayBuffer> {
  const numbers = new Uint8Array(bytes.length);
  const count = bytes.length / width;
  for (let byte = 0; byte < width; byte++) {
    for (let i = 0; i < count; i++) numbers[i * width + byte] = bytes[byte * count + i] ?? 0;
  }
  return numbers;
}

/** Big-endian integers, as wide as the bytes allow for `count` of them. */
export function integersOf(
  bytes: Uint8Array<ArrayBuffer>,
  count: number,
  shuffled: boolean,
): NumericArray {
  const width = count === 0 ? 1 : bytes.length / count;
  const type = INTEGER_OF_WIDTH.get(width);
  if (type === undefined) {
    throw new TileError(`${bytes.length} bytes are no ${count} integers`);
  }
  return fromBigEndian(shuffled ? unshuffle(bytes, width) : bytes, type);
}

const INTEGER_OF_WIDTH = new Map<number, NumericType>([
  [1, 'u1'],
  [2, 'i2'],
  [4, 'i4'],
  [8, 'i8'],
]);

/** Floating-point pixels that were packed without loss. */
export function floatsOf(
  bytes: Uint8Array<ArrayBuffer>,
  count: number,
  shuffled: boolean,
): NumericArray {
  const width = count === 0 ? 4 : bytes.length / count;
  if (width !== 4 && width !== 8)
    throw new TileError(`${bytes.length} bytes are no ${count} reals`);
  return fromBigEndian(shuffled ? unshuffle(bytes, width) : bytes, width === 4 ? 'f4' : 'f8');
}
