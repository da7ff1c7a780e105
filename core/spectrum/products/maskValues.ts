import type { NumericArray } from '../../fits/numericArray.ts';
import type { MaskValues } from '../spectrum.ts';

/**
 * Mask values of any stored type as 32-bit integers, or as 64-bit ones if some do not fit. Some
 * products store flags as floats: those are rounded, and NaN is no flag.
 */
export function toMaskValues(stored: NumericArray): MaskValues {
  if (stored instanceof Int32Array) return stored;
  if (stored instanceof BigInt64Array || stored instanceof BigUint64Array) {
    const fits = stored.every((value) => value >= -(2n ** 31n) && value < 2n ** 31n);
    return fits ? Int32Array.from(stored, Number) : BigInt64Array.from(stored, signed64);
  }
  const rounded = Array.from(stored, wholeNumber);
  const fits = rounded.every((value) => value >= -(2 ** 31) && value < 2 ** 31);
  return fits ? Int32Array.from(rounded) : BigInt64Array.from(rounded, BigInt);
}

function wholeNumber(value: number): number {
  if (Number.isNaN(value)) return 0;
  return Math.max(Number.MIN_SAFE_INTEGER, Math.min(Number.MAX_SAFE_INTEGER, Math.round(value)));
}

function signed64(value: bigint): bigint {
  return BigInt.asIntN(64, value);
}
