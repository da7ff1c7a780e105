import { segmentsOf } from './segments.ts';

/** Left and right edge of every pixel, in the unit of the wavelengths. */
export interface PixelEdges {
  readonly left: Float64Array;
  readonly right: Float64Array;
}

/**
 * Edges half-way between neighbouring centres; at the ends of each contiguous stretch a pixel is as
 * wide as its neighbour is far. A stretch of one pixel has no width.
 */
export function pixelEdges(wavelength: Float64Array, breaks: readonly number[] = []): PixelEdges {
  const left = wavelength.slice();
  const right = wavelength.slice();
  for (const { start, end } of segmentsOf(wavelength.length, breaks)) {
    if (end - start < 2) continue;
    for (let i = start; i < end; i++) {
      const here = wavelength[i] ?? NaN;
      const before = i > start ? (wavelength[i - 1] ?? NaN) : 2 * here - (wavelength[i + 1] ?? NaN);
      const after =
        i < end - 1 ? (wavelength[i + 1] ?? NaN) : 2 * here - (wavelength[i - 1] ?? NaN);
      left[i] = (before + here) / 2;
      right[i] = (here + after) / 2;
    }
  }
  return { left, right };
}
