import type { PixelRange } from '../spectrum.ts';

/** A range of wavelengths, both ends inclusive. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** Arrays of one element per pixel; wavelengths ascend. */
export interface SpectrumArrays {
  readonly wavelength: Float64Array;
  readonly flux: Float64Array;
  readonly ivar: Float64Array;
}

/** The pixels whose wavelength lies in the range; empty if the range is. */
export function pixelsIn(wavelength: Float64Array, { from, to }: Range): PixelRange {
  const start = lowerBound(wavelength, (value) => value >= from);
  const end = lowerBound(wavelength, (value) => value > to);
  return { start, end: Math.max(start, end) };
}

/** First index where an ascending array passes a test that stays passed. */
function lowerBound(values: Float64Array, passes: (value: number) => boolean): number {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (passes(values[middle] ?? Infinity)) high = middle;
    else low = middle + 1;
  }
  return low;
}
