import type { NumericArray } from '../../fits/numericArray.ts';
import type { MaskValues } from '../spectrum.ts';

/**
 * Mask values of any stored type as 32-bit integers, or as 64-bit ones if some do not fit. Some
 * products store flags as floats: those are rounded, and NaN is no flag.
 */
export function toMaskValues(stored: NumericArray): MaskValues {
  if (stored instanceof Int32Array) return stored;
  if (stored instanceof BigInt64Array || stored instanceof BigUint64Array) return fromWide(stored);
  if (stored instanceof Float32Array || stored instanceof Float64Array) return fromFloat(stored);
  // 8 and 16 bits always fit; of 32 unsigned bits the highest may not.
  return stored instanceof Uint32Array ? fromFloat(stored) : new Int32Array(stored);
}

function fromWide(stored: BigInt64Array | BigUint64Array): MaskValues {
  const narrow = new Int32Array(stored.length);
  for (let i = 0; i < stored.length; i++) {
    const value = stored[i] ?? 0n;
    narrow[i] = Number(BigInt.asIntN(32, value));
    if (BigInt(narrow[i] ?? 0) !== value) {
      return BigInt64Array.from(stored, (wide) => BigInt.asIntN(64, wide));
    }
  }
  return narrow;
}

function fromFloat(stored: Float32Array | Float64Array | Uint32Array): MaskValues {
  const narrow = new Int32Array(stored.length);
  for (let i = 0; i < stored.length; i++) {
    const value = wholeNumber(stored[i] ?? 0);
    narrow[i] = value;
    if (narrow[i] !== value) return BigInt64Array.from(stored, (wide) => BigInt(wholeNumber(wide)));
  }
  return narrow;
}

function wholeNumber(value: number): number {
  if (Number.isNaN(value)) return 0;
  const whole = Math.round(value);
  // Adding 0 turns −0 into 0.
  return Math.max(Number.MIN_SAFE_INTEGER, Math.min(Number.MAX_SAFE_INTEGER, whole)) + 0;
}
