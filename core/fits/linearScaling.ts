import type { NumericArray, NumericType } from './numericArray.ts';

/** physical value = zero + scale × stored value (standard 4.0, equations 3 and 7). */
export interface LinearScaling {
  readonly scale: number;
  readonly zero: number;
}

export function isIdentity({ scale, zero }: LinearScaling): boolean {
  return scale === 1 && zero === 0;
}

/**
 * The unsigned (or signed-byte) type that a stored type stands for under the convention of the
 * standard's §5.2.5 (table 11), or undefined if the scaling is none of these.
 */
export function conventionalType(
  stored: NumericType,
  { scale, zero }: LinearScaling,
): NumericType | undefined {
  if (scale !== 1) return undefined;
  if (stored === 'u1' && zero === -128) return 'i1';
  if (stored === 'i2' && zero === 2 ** 15) return 'u2';
  if (stored === 'i4' && zero === 2 ** 31) return 'u4';
  if (stored === 'i8' && zero === 2 ** 63) return 'u8';
  return undefined;
}

/** Applies such a convention in place: it only flips the highest bit. */
export function flipSignBit(numbers: NumericArray): NumericArray {
  const { buffer, byteOffset, length } = numbers;
  switch (numbers.BYTES_PER_ELEMENT) {
    case 1: {
      const bits = new Uint8Array(buffer, byteOffset, length);
      for (let i = 0; i < length; i++) bits[i] = (bits[i] ?? 0) ^ 0x80;
      return new Int8Array(buffer, byteOffset, length);
    }
    case 2: {
      const bits = new Uint16Array(buffer, byteOffset, length);
      for (let i = 0; i < length; i++) bits[i] = (bits[i] ?? 0) ^ 0x8000;
      return bits;
    }
    case 4: {
      const bits = new Uint32Array(buffer, byteOffset, length);
      for (let i = 0; i < length; i++) bits[i] = (bits[i] ?? 0) ^ 0x80000000;
      return bits;
    }
    default: {
      const bits = new BigUint64Array(buffer, byteOffset, length);
      for (let i = 0; i < length; i++) bits[i] = (bits[i] ?? 0n) ^ 0x8000000000000000n;
      return bits;
    }
  }
}

/**
 * Scales into float64 (or float32: each step then rounds to float32, as numpy does it). Steps that
 * would change nothing are left out, so that −0 and NaN payloads survive.
 */
export function applyScaling<T extends Float32Array | Float64Array>(
  stored: NumericArray,
  target: T,
  { scale, zero }: LinearScaling,
): T {
  const narrow = target instanceof Float32Array;
  const factor = narrow ? Math.fround(scale) : scale;
  const offset = narrow ? Math.fround(zero) : zero;
  for (let i = 0; i < target.length; i++) target[i] = Number(stored[i]);
  if (scale !== 1) for (let i = 0; i < target.length; i++) target[i] = (target[i] ?? 0) * factor;
  if (zero !== 0) for (let i = 0; i < target.length; i++) target[i] = (target[i] ?? 0) + offset;
  return target;
}
