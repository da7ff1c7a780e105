import { TileError } from './tileError.ts';

/** For each size of number: bits of a block's split parameter, and its value for "not coded". */
const CODES = {
  1: { splitBits: 3, uncoded: 6 },
  2: { splitBits: 4, uncoded: 14 },
  4: { splitBits: 5, uncoded: 25 },
} as const;

/**
 * Rice decompression (standard 4.0, §10.4.1; Rice, Yeh & Miller 1993): differences between
 * neighbours, folded to be positive, in blocks with a split parameter each. The result has `count`
 * numbers of `bytePix` bytes (unsigned for single bytes).
 */
export function decodeRice(
  packed: Uint8Array,
  count: number,
  bytePix: 1 | 2 | 4,
  blockSize: number,
): Uint8Array | Int16Array | Int32Array {
  const pixels = newPixels(bytePix, count);
  const { splitBits, uncoded } = CODES[bytePix];
  const width = 8 * bytePix;
  if (packed.length < bytePix) throw new TileError('the packed tile is too short');

  let at = 0;
  // The lowest `left` bits of `bits` are still to be read; there are never more than 7 + 24.
  let bits = 0;
  let left = 0;
  const nextByte = (): number => {
    const byte = packed[at++];
    if (byte === undefined) throw new TileError('the packed tile ends too early');
    return byte;
  };
  const take = (wanted: number): number => {
    while (left < wanted) {
      bits = (bits << 8) | nextByte();
      left += 8;
    }
    left -= wanted;
    const value = bits >>> left;
    bits &= (1 << left) - 1;
    return value;
  };
  /** The number of zeros before the next one, which is read too. */
  const takeZeros = (): number => {
    let zeros = 0;
    while (bits === 0) {
      zeros += left;
      bits = nextByte();
      left = 8;
    }
    const rest = 31 - Math.clz32(bits);
    zeros += left - 1 - rest;
    left = rest;
    bits &= (1 << left) - 1;
    return zeros;
  };

  let last = 0;
  for (let i = 0; i < bytePix; i++) last = (last << 8) | nextByte();
  for (let start = 0; start < count; start += blockSize) {
    const end = Math.min(start + blockSize, count);
    const split = take(splitBits) - 1;
    if (split > uncoded) throw new TileError(`there is no Rice code with ${split} split bits`);
    for (let i = start; i < end; i++) {
      if (split >= 0) {
        const folded =
          split === uncoded
            ? width === 32
              ? (take(16) << 16) | take(16)
              : take(width)
            : (takeZeros() << split) | (split === 0 ? 0 : take(split));
        last += (folded & 1) === 0 ? folded >>> 1 : ~(folded >>> 1);
      }
      pixels[i] = last;
      last = pixels[i] ?? 0;
    }
  }
  return pixels;
}

function newPixels(bytePix: 1 | 2 | 4, count: number) {
  switch (bytePix) {
    case 1:
      return new Uint8Array(count);
    case 2:
      return new Int16Array(count);
    case 4:
      return new Int32Array(count);
  }
}
