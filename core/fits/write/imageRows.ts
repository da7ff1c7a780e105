import { swapInPlace } from '../bigEndian.ts';
import { bytesPer, type NumericArray, type NumericType } from '../numericArray.ts';

/** The pixels of an image as rows that lie where they were made: they are encoded without a copy. */
export interface ImageRows {
  readonly type: NumericType;
  /** Typed arrays of `width` pixels of that type; a row that is left out is zero. */
  readonly rows: readonly (ArrayBufferView | undefined)[];
  readonly width: number;
  /** True: each row is written back to front. */
  readonly reversed?: boolean;
}

export function isImageRows(data: NumericArray | ImageRows): data is ImageRows {
  return 'rows' in data;
}

/** How many pixels there are; NaN if a row is not as long as the others. */
export function pixelsIn({ type, rows, width }: ImageRows): number {
  const bytes = width * bytesPer(type);
  const even = rows.every((row) => row === undefined || row.byteLength === bytes);
  return even ? rows.length * width : NaN;
}

/** Writes the rows one after the other as big-endian bytes; `target` has room for exactly them. */
export function writeRows(image: ImageRows, target: Uint8Array): void {
  const { type, rows, width, reversed = false } = image;
  const bytes = width * bytesPer(type);
  for (const [i, row] of rows.entries()) {
    const place = target.subarray(i * bytes, (i + 1) * bytes);
    if (row === undefined) place.fill(0);
    else place.set(new Uint8Array(row.buffer, row.byteOffset, row.byteLength));
    if (reversed) reverseElements(place, bytesPer(type));
  }
  swapInPlace(target, bytesPer(type));
}

/** Every bit of an element stays as it is, whatever it stands for. */
function reverseElements(bytes: Uint8Array, width: 1 | 2 | 4 | 8): void {
  const { buffer, byteOffset, length } = bytes;
  if (byteOffset % width !== 0) {
    const aligned = bytes.slice();
    reverseElements(aligned, width);
    bytes.set(aligned);
    return;
  }
  switch (width) {
    case 1:
      bytes.reverse();
      break;
    case 2:
      new Uint16Array(buffer, byteOffset, length / 2).reverse();
      break;
    case 4:
      new Uint32Array(buffer, byteOffset, length / 4).reverse();
      break;
    case 8:
      new BigUint64Array(buffer, byteOffset, length / 8).reverse();
      break;
  }
}
