import type { MaskValues, Spectrum, SpectrumMasks } from '../spectrum.ts';
import { bitsToMask } from './bitmaskTable.ts';

/** Above the inverse variance of an APOGEE gap pixel, whose flux is 0 and whose error is 1e10. */
export const gapIvar = 1e-18;

/**
 * The mask that decides about bad pixels: AND where the product has both (an OR-mask that blanked
 * pixels would blank up to half of a good spectrum), else the only one.
 */
export function decidingMask(masks: SpectrumMasks): MaskValues | undefined {
  return masks.bitmask ?? masks.and_mask;
}

/** True if any of the bits is set in a mask value. */
export function isBad(value: number | bigint, bits: readonly number[]): boolean {
  const mask = bitsToMask(bits);
  const width = typeof value === 'bigint' ? 64 : 32;
  return (BigInt.asUintN(width, BigInt(value)) & mask) !== 0n;
}

/**
 * A pixel without data: no finite flux, or an ivar that is not positive and finite, or the error of
 * 1e10 that APOGEE writes into gaps.
 */
export function isEmptyPixel(flux: number, ivar: number): boolean {
  return !(Number.isFinite(flux) && Number.isFinite(ivar) && ivar > gapIvar);
}

/**
 * 1 where a pixel should not be trusted: without data, or with one of `bits` set in the deciding
 * mask. The default bits are the survey's documented ones; they are a setting, so pass the user's.
 */
export function badPixels(
  spectrum: Pick<Spectrum, 'flux' | 'ivar' | 'masks' | 'maskTable'>,
  bits: readonly number[] = spectrum.maskTable?.badBits ?? [],
): Uint8Array {
  const { flux, ivar, masks } = spectrum;
  const bad = new Uint8Array(flux.length);
  for (let i = 0; i < flux.length; i++) {
    if (isEmptyPixel(flux[i] ?? NaN, ivar[i] ?? NaN)) bad[i] = 1;
  }
  const values = decidingMask(masks);
  if (values === undefined) return bad;
  const wide = bitsToMask(bits);
  if (values instanceof Int32Array) {
    const narrow = Number(BigInt.asIntN(32, wide));
    for (let i = 0; i < values.length; i++) if (((values[i] ?? 0) & narrow) !== 0) bad[i] = 1;
  } else {
    for (let i = 0; i < values.length; i++) if (((values[i] ?? 0n) & wide) !== 0n) bad[i] = 1;
  }
  return bad;
}

/** The inverse variances, 0 where a pixel should not be trusted: see `badPixels`. A new array. */
export function ivarOfGood(
  spectrum: Pick<Spectrum, 'flux' | 'ivar' | 'masks' | 'maskTable'>,
): Float64Array<ArrayBuffer> {
  const bad = badPixels(spectrum);
  return Float64Array.from(spectrum.ivar, (ivar, i) => (bad[i] === 1 ? 0 : ivar));
}
