import { describe, expect, it } from 'vitest';
import { apogeePixelMask } from './apogeePixelMask.ts';
import { badPixels, isBad } from './badPixels.ts';
import { bitsToMask, decodeBits } from './bitmaskTable.ts';
import { spPixMask } from './spPixMask.ts';

const names = (table: typeof spPixMask, value: number | bigint): string[] =>
  decodeBits(table, value).map(({ name }) => name);

describe('decoding mask values', () => {
  it('names the bits of a real APOGEE pixel at a chip edge', () => {
    expect(names(apogeePixelMask, 8321)).toEqual(['BADPIX', 'NOSKY', 'SIG_TELLURIC']);
  });

  it('names the bits of a real BOSS pixel', () => {
    expect(names(spPixMask, 851968)).toEqual(['NEARBADPIXEL', 'FULLREJECT', 'PARTIALREJECT']);
    expect(names(spPixMask, 201326592)).toEqual(['BADFLUXFACTOR', 'BADSKYCHI']);
  });

  it('shows bits that the documentation leaves free', () => {
    expect(names(apogeePixelMask, 1 << 15)).toEqual(['BIT_15']);
  });

  it('reads negative values as two’s complement of their width', () => {
    expect(decodeBits(undefined, -(2 ** 31)).map(({ bit }) => bit)).toEqual([31]);
    expect(decodeBits(undefined, -(2n ** 63n)).map(({ bit }) => bit)).toEqual([63]);
    expect(decodeBits(undefined, -1n)).toHaveLength(64);
  });

  it('finds nothing in 0', () => {
    expect(decodeBits(spPixMask, 0)).toEqual([]);
  });
});

describe('the documented bad sets', () => {
  it('are 16639 for APOGEE, and bits 18, 23, 24 and 25 of the AND-mask for spec files', () => {
    expect(bitsToMask(apogeePixelMask.badBits)).toBe(16639n);
    expect(spPixMask.badBits).toEqual([18, 23, 24, 25]);
  });

  it('have every bit documented once', () => {
    for (const { bits, badBits } of [apogeePixelMask, spPixMask]) {
      const known = bits.map(({ bit }) => bit);
      expect(new Set(known).size).toBe(known.length);
      expect(known).toEqual(expect.arrayContaining([...badBits]));
    }
  });

  it('decide as a parameter', () => {
    expect(isBad(4096, apogeePixelMask.badBits)).toBe(false);
    expect(isBad(4096, [12])).toBe(true);
    expect(isBad(-1, [31])).toBe(true);
    expect(isBad(2n ** 40n, [40])).toBe(true);
    expect(isBad(-1, [])).toBe(false);
  });
});

describe('bad pixels of a spectrum', () => {
  const flux = Float64Array.of(1, NaN, 1, 1, 1, 1);
  const ivar = Float64Array.of(1, 1, 0, Infinity, 1e-20, 1);

  it('are those without data: NaN, ivar not positive and finite, APOGEE’s error of 1e10', () => {
    expect(Array.from(badPixels({ flux, ivar, masks: {} }))).toEqual([0, 1, 1, 1, 1, 0]);
  });

  it('go by the AND-mask where there are two', () => {
    const masks = {
      and_mask: Int32Array.of(0, 0, 0, 0, 0, 1 << 23),
      or_mask: Int32Array.of(1 << 23, 0, 0, 0, 0, 0),
    };
    expect(Array.from(badPixels({ flux, ivar, masks, maskTable: spPixMask }))).toEqual([
      0, 1, 1, 1, 1, 1,
    ]);
    expect(Array.from(badPixels({ flux, ivar, masks, maskTable: spPixMask }, []))[5]).toBe(0);
  });

  it('see bits above 31 in a 64-bit mask, and the sign bit of a 32-bit one', () => {
    const wide = { bitmask: BigInt64Array.of(2n ** 40n, 0n, 0n, 0n, 0n, 0n) };
    expect(badPixels({ flux, ivar, masks: wide }, [40])[0]).toBe(1);
    const signed = { bitmask: Int32Array.of(-(2 ** 31), 0, 0, 0, 0, 0) };
    expect(badPixels({ flux, ivar, masks: signed }, [31])[0]).toBe(1);
  });
});
