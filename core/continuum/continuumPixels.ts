import { apstarGrid } from './apstarGrid.ts';
import { lowerBound } from './lowerBound.ts';
import type { WavelengthRange } from './range.ts';

/**
 * Ascending indices of the pixels that lie in at least one range: for each (a, b) the half-open
 * index range [lowerBound(a), lowerBound(b)). A pixel in several ranges counts once.
 */
export function continuumPixels(
  wavelength: Float64Array,
  ranges: readonly WavelengthRange[],
): Int32Array {
  const grid = membershipGrid(wavelength);
  const spans = ranges
    .map(({ start, end }) => ({ from: lowerBound(grid, start), to: lowerBound(grid, end) }))
    .sort((a, b) => a.from - b.from);
  let count = 0;
  let next = 0;
  for (const { from, to } of spans) {
    count += Math.max(0, to - Math.max(from, next));
    next = Math.max(next, to);
  }
  const pixels = new Int32Array(count);
  let at = 0;
  next = 0;
  for (const { from, to } of spans) {
    for (let pixel = Math.max(from, next); pixel < to; pixel++) pixels[at++] = pixel;
    next = Math.max(next, to);
  }
  return pixels;
}

/** Far above rounding, far below the distance of two pixels (1.4e-5). */
const SAME_GRID = 1e-13;

/**
 * The wavelengths that decide which pixels a range holds. Region lists are often cut from the
 * apStar grid itself, their ends equal to pixels to the last bit; then membership hangs on how a
 * maths library rounds 10^x (numpy with AVX-512 and glibc differ by one ulp in 2020 of the 8575
 * pixels). One fixed grid makes the set the same on every machine, and the same as in the
 * reference run of Astra.
 */
function membershipGrid(wavelength: Float64Array): Float64Array {
  // Cheap refusals first: nearly every other grid fails one of them.
  if (wavelength.length !== 8575 || Math.abs((wavelength[0] ?? NaN) - 15100.8015) > 1e-4) {
    return wavelength;
  }
  const known = apstarGrid();
  for (let i = 0; i < known.length; i++) {
    const here = known[i] ?? NaN;
    if (!(Math.abs((wavelength[i] ?? NaN) - here) <= SAME_GRID * here)) return wavelength;
  }
  return known;
}
