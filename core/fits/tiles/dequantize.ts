import type { Dithering } from './tileLayout.ts';
import { ditherSequence } from './ditherSequence.ts';

/** What is needed to turn the integers of one tile back into floating-point numbers. */
export interface Quantization {
  /** ZSCALE and ZZERO of the tile. */
  readonly scale: number;
  readonly zero: number;
  readonly dithering: Dithering;
  /** Number of the tile, from 0, and ZDITHER0. */
  readonly tile: number;
  readonly seed: number;
  /** The integer that stands for NaN. */
  readonly blank?: number;
}

/** Under SUBTRACTIVE_DITHER_2 this integer is exactly 0 (standard 4.0, §10.2.1). */
const EXACT_ZERO = -2147483646;

/** Fills `target` from the integers of a tile; arithmetic in float64, as cfitsio does it. */
export function dequantize(
  integers: ArrayLike<number>,
  target: Float32Array | Float64Array,
  quantization: Quantization,
): void {
  const { scale, zero, dithering, tile, seed, blank } = quantization;
  if (dithering === 'NO_DITHER') {
    for (let i = 0; i < target.length; i++) {
      const value = integers[i] ?? 0;
      target[i] = value === blank ? NaN : value * scale + zero;
    }
    return;
  }
  const random = ditherSequence(tile, seed);
  const keepsZeros = dithering === 'SUBTRACTIVE_DITHER_2';
  for (let i = 0; i < target.length; i++) {
    const value = integers[i] ?? 0;
    const dither = random();
    if (value === blank) target[i] = NaN;
    else if (keepsZeros && value === EXACT_ZERO) target[i] = 0;
    else target[i] = (value - dither + 0.5) * scale + zero;
  }
}
