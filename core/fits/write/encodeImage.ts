import { Problem } from '../../problem/problem.ts';
import { writeBigEndian } from '../bigEndian.ts';
import { bytesPer, typeOfArray, type NumericArray, type NumericType } from '../numericArray.ts';
import type { CardInput } from './formatCard.ts';
import { isImageRows, pixelsIn, writeRows, type ImageRows } from './imageRows.ts';
import type { WritableImage } from './writableHdu.ts';

/** The structural cards of an HDU, and its data as bytes to be. */
export interface EncodedData {
  readonly cards: readonly CardInput[];
  /** BSCALE and BZERO of an unsigned image: they stand after the counts. */
  readonly scaling?: readonly CardInput[];
  /** Bytes of data, without padding. */
  readonly length: number;
  /** Encodes the data into `target`, which has that length. */
  readonly writeTo: (target: Uint8Array) => void;
}

/** An image as cards (from BITPIX on) and big-endian bytes. */
export function encodeImage({ data, shape, name }: WritableImage): EncodedData {
  const pixels = data ?? new Uint8Array(0);
  const axes = shape ?? (data === undefined ? [] : shapeOf(data));
  const product = axes.length === 0 ? 0 : axes.reduce((total, length) => total * length, 1);
  const count = isImageRows(pixels) ? pixelsIn(pixels) : pixels.length;
  if (product !== count || axes.some((length) => !(Number.isSafeInteger(length) && length >= 0))) {
    throw new Problem('fits-write', `the shape ${axes.join(' × ')} does not fit ${count} pixels`, {
      where: name === undefined ? {} : { parameter: name },
    });
  }
  const type = isImageRows(pixels) ? pixels.type : typeOfArray(pixels);
  const { zero, bitpix } = STORED_AS[type];
  return {
    cards: [
      { keyword: 'BITPIX', value: bitpix, comment: 'array data type' },
      { keyword: 'NAXIS', value: axes.length, comment: 'number of array dimensions' },
      ...[...axes].reverse().map((length, i) => ({ keyword: `NAXIS${i + 1}`, value: length })),
    ],
    scaling:
      zero === undefined
        ? []
        : [
            { keyword: 'BSCALE', value: 1 },
            { keyword: 'BZERO', value: zero },
          ],
    length: count * bytesPer(type),
    writeTo: (target) => writeImage(pixels, type, target),
  };
}

function shapeOf(data: NumericArray | ImageRows): number[] {
  return isImageRows(data) ? [data.rows.length, data.width] : [data.length];
}

function writeImage(data: NumericArray | ImageRows, type: NumericType, target: Uint8Array): void {
  if (isImageRows(data)) writeRows(data, target);
  else writeBigEndian(data, target);
  flipWhereUnsigned(target, type);
}

/** What a type of numbers is stored as, and the zero point of the unsigned conventions. */
export const STORED_AS: Readonly<
  Record<NumericType, { bitpix: number; form: string; zero?: number | bigint }>
> = {
  u1: { bitpix: 8, form: 'B' },
  i1: { bitpix: 8, form: 'B', zero: -128 },
  i2: { bitpix: 16, form: 'I' },
  u2: { bitpix: 16, form: 'I', zero: 32768 },
  i4: { bitpix: 32, form: 'J' },
  u4: { bitpix: 32, form: 'J', zero: 2147483648 },
  i8: { bitpix: 64, form: 'K' },
  u8: { bitpix: 64, form: 'K', zero: 9223372036854775808n },
  f4: { bitpix: -32, form: 'E' },
  f8: { bitpix: -64, form: 'D' },
};

/** Big-endian bytes of numbers, their highest bit flipped where the convention wants it. */
export function storedBytes(numbers: NumericArray): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(numbers.byteLength);
  writeBigEndian(numbers, bytes);
  flipWhereUnsigned(bytes, typeOfArray(numbers));
  return bytes;
}

function flipWhereUnsigned(target: Uint8Array, type: NumericType): void {
  if (STORED_AS[type].zero === undefined) return;
  const step = bytesPer(type);
  for (let at = 0; at < target.length; at += step) target[at] = (target[at] ?? 0) ^ 0x80;
}
