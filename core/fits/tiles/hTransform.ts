import { smoothCoefficients } from './hSmooth.ts';
import { ceilLog2 } from './quadtree.ts';

/**
 * The inverse H-transform, in place. Integers are held as float64, so that 32-bit images, whose
 * sums need more than 32 bits, take the same path; shifts and masks become floors.
 *
 * `smoothScale` above 1 smooths each level by the scale that the image was digitised with.
 */
export function invertHTransform(
  a: Float64Array,
  rows: number,
  columns: number,
  smoothScale: number,
): void {
  const levels = ceilLog2(Math.max(rows, columns));
  if (a.length === 0) return;
  a[0] = roundTo(a[0] ?? 0, 2 ** (levels + 1));
  const scratch = new Float64Array((Math.max(rows, columns) + 1) >> 1);
  for (let level = levels - 1; level >= 0; level--) {
    const height = Math.ceil(rows / 2 ** level);
    const width = Math.ceil(columns / 2 ** level);
    for (let row = 0; row < height; row++) interleave(a, row * columns, 1, width, scratch);
    for (let column = 0; column < width; column++) interleave(a, column, columns, height, scratch);
    if (smoothScale > 1) smoothCoefficients(a, height, width, columns, smoothScale);
    expandLevel(a, height, width, columns, level);
  }
}

/** Second half of a line moves between the elements of the first. */
function interleave(
  a: Float64Array,
  start: number,
  step: number,
  length: number,
  scratch: Float64Array,
): void {
  const half = (length + 1) >> 1;
  for (let i = half; i < length; i++) scratch[i - half] = a[start + i * step] ?? 0;
  for (let i = half - 1; i > 0; i--) a[start + 2 * i * step] = a[start + i * step] ?? 0;
  for (let i = 1; i < length; i += 2) a[start + i * step] = scratch[i >> 1] ?? 0;
}

/** Four coefficients become four sums of the next level (or pixels, on level 0). */
function expandLevel(
  a: Float64Array,
  height: number,
  width: number,
  stride: number,
  level: number,
): void {
  const bit0 = 2 ** level;
  const bit1 = 2 * bit0;
  const divisor = level === 0 ? 4 : 2;
  for (let row = 0; row < height; row += 2) {
    for (let column = 0; column < width; column += 2) {
      const at = row * stride + column;
      const below = row + 1 < height;
      const right = column + 1 < width;
      let h0 = a[at] ?? 0;
      if (below && right) {
        let hx = roundTo(a[at + stride] ?? 0, bit1);
        let hy = roundTo(a[at + 1] ?? 0, bit1);
        const hc = roundTo(a[at + stride + 1] ?? 0, bit0);
        const low0 = lowBit(hc, bit0);
        hx = hx >= 0 ? hx - low0 : hx + low0;
        hy = hy >= 0 ? hy - low0 : hy + low0;
        const parity = (lowBit(hc, bit1) + lowBit(hx, bit1) + lowBit(hy, bit1)) / bit1;
        const low1 = parity % 2 === 1 ? bit1 : 0;
        h0 = h0 >= 0 ? h0 + low0 - low1 : h0 + (low0 === 0 ? low1 : low0 - low1);
        a[at + stride + 1] = Math.floor((h0 + hx + hy + hc) / divisor);
        a[at + stride] = Math.floor((h0 + hx - hy - hc) / divisor);
        a[at + 1] = Math.floor((h0 - hx + hy - hc) / divisor);
        a[at] = Math.floor((h0 - hx - hy + hc) / divisor);
      } else if (below || right) {
        // The last column or row of an odd length: one difference only.
        const other = below ? at + stride : at + 1;
        const difference = roundTo(a[other] ?? 0, bit1);
        const low1 = lowBit(difference, bit1);
        h0 = h0 >= 0 ? h0 - low1 : h0 + low1;
        a[other] = Math.floor((h0 + difference) / divisor);
        a[at] = Math.floor((h0 - difference) / divisor);
      } else {
        a[at] = Math.floor(h0 / divisor);
      }
    }
  }
}

/** To a multiple of a power of two; halves go up if positive, down if negative. */
function roundTo(value: number, unit: number): number {
  if (unit <= 1) return value;
  const half = unit / 2;
  return Math.floor((value + (value >= 0 ? half : half - 1)) / unit) * unit;
}

/** `value & bit` of two's complement. */
function lowBit(value: number, bit: number): number {
  return Math.floor(value / bit) % 2 === 0 ? 0 : bit;
}
