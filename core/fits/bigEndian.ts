import { bytesPer, viewAs, type NumericArray, type NumericType } from './numericArray.ts';

const HOST_IS_LITTLE_ENDIAN = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

/**
 * Turns the big-endian numbers of FITS, in place, into numbers of this machine. `bytes` must be a
 * whole buffer of its own; every bit pattern survives, signalling NaNs too.
 */
export function fromBigEndian(bytes: Uint8Array<ArrayBuffer>, type: NumericType): NumericArray {
  swapInPlace(bytes, bytesPer(type));
  return viewAs(type, bytes.buffer);
}

/** Numbers of this machine as big-endian bytes, in a new buffer. */
export function toBigEndian(numbers: NumericArray): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(numbers.byteLength);
  writeBigEndian(numbers, bytes);
  return bytes;
}

/** Writes them into `target`, which has room for exactly them. */
export function writeBigEndian(numbers: NumericArray, target: Uint8Array): void {
  target.set(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength));
  swapInPlace(target, numbers.BYTES_PER_ELEMENT);
}

/** Turns numbers of `width` bytes round, where this machine has them the other way than FITS. */
export function swapInPlace(bytes: Uint8Array, width: number): void {
  if (!HOST_IS_LITTLE_ENDIAN || bytes.length === 0) return;
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (width === 2) view.swap16();
  else if (width === 4) view.swap32();
  else if (width === 8) view.swap64();
}
