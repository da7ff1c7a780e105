import { Problem } from '../../problem/problem.ts';
import { writeBigEndian } from '../bigEndian.ts';
import { typeOfArray, type NumericArray, type NumericType } from '../numericArray.ts';
import type { CardInput } from './formatCard.ts';
import type { WritableImage } from './writableHdu.ts';

/** The structural cards of an HDU, and its data as bytes to be. */
export interface EncodedData {
  readonly cards: readonly CardInput[];
  /** Bytes of data, without padding. */
  readonly length: number;
  /** Encodes the data into `target`, which has that length. */
  readonly writeTo: (target: Uint8Array) => void;
}

/** An image as cards (from BITPIX on) and big-endian bytes. */
export function encodeImage({ data, shape, name }: WritableImage): EncodedData {
  const pixels = data ?? new Uint8Array(0);
  const axes = shape ?? (data === undefined ? [] : [data.length]);
  const product = axes.length === 0 ? 0 : axes.reduce((total, length) => total * length, 1);
  if (product !== pixels.length || axes.some((length) => !Number.isSafeInteger(length))) {
    throw new Problem(
      'fits-write',
      `the shape ${axes.join(' × ')} does not fit ${pixels.length} pixels`,
      { where: name === undefined ? {} : { parameter: name } },
    );
  }
  const type = typeOfArray(pixels);
  const { zero } = STORED_AS[type];
  const cards: CardInput[] = [
    { keyword: 'BITPIX', value: STORED_AS[type].bitpix, comment: 'array data type' },
    { keyword: 'NAXIS', value: axes.length, comment: 'number of array dimensions' },
    ...[...axes].reverse().map((length, i) => ({ keyword: `NAXIS${i + 1}`, value: length })),
  ];
  const encoded = {
    length: pixels.byteLength,
    writeTo: (target: Uint8Array) => writeStored(pixels, target),
  };
  if (zero === undefined) return { cards, ...encoded };
  const scaling = [
    { keyword: 'BSCALE', value: 1 },
    { keyword: 'BZERO', value: zero },
  ];
  return { cards: [...cards, ...scaling], ...encoded };
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
  writeStored(numbers, bytes);
  return bytes;
}

function writeStored(numbers: NumericArray, target: Uint8Array): void {
  writeBigEndian(numbers, target);
  if (STORED_AS[typeOfArray(numbers)].zero === undefined) return;
  const step = numbers.BYTES_PER_ELEMENT;
  for (let at = 0; at < target.length; at += step) target[at] = (target[at] ?? 0) ^ 0x80;
}
