import { describe, expect, it } from 'vitest';
import { toMaskValues } from './maskValues.ts';

describe('mask values', () => {
  it('are 32-bit integers wherever they fit, whatever they were stored as', () => {
    const expected = Int32Array.of(0, 1, 20482);
    const stored = [
      Int16Array.of(0, 1, 20482),
      Int32Array.of(0, 1, 20482),
      BigInt64Array.of(0n, 1n, 20482n),
      BigUint64Array.of(0n, 1n, 20482n),
      Float32Array.of(0, 1, 20482),
      Uint32Array.of(0, 1, 20482),
    ];
    for (const values of stored) expect(toMaskValues(values)).toEqual(expected);
  });

  it('keep all 64 bits if one needs them', () => {
    expect(toMaskValues(BigInt64Array.of(1n, 2n ** 40n, -1n))).toEqual(
      BigInt64Array.of(1n, 2n ** 40n, -1n),
    );
    expect(toMaskValues(Uint32Array.of(2 ** 31))).toEqual(BigInt64Array.of(2n ** 31n));
    expect(toMaskValues(BigUint64Array.of(2n ** 63n))).toEqual(BigInt64Array.of(-(2n ** 63n)));
  });

  it('that were stored as floats are rounded; NaN and −0 are no flag', () => {
    expect(toMaskValues(Float32Array.of(NaN, -0, 4096))).toEqual(Int32Array.of(0, 0, 4096));
    expect(toMaskValues(Float64Array.of(Infinity))).toEqual(BigInt64Array.of(2n ** 53n - 1n));
  });
});
