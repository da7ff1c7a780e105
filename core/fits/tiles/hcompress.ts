import { invertHTransform } from './hTransform.ts';
import { NybbleReader } from './nybbleReader.ts';
import { decodeQuadtree } from './quadtree.ts';
import { TileError } from './tileError.ts';

/**
 * H-compress decompression (standard 4.0, §10.4.4; White, Postman & Lattanzi 1992): quadtree-coded
 * bit planes of the H-transform. Rows are the slower axis. Exact up to 53 bits.
 */
export function decodeHcompress(packed: Uint8Array, count: number, smooth: boolean): Float64Array {
  const reader = new NybbleReader(packed);
  if (reader.bytes(2) !== 0xdd99) throw new TileError('the packed tile has no H-compress mark');
  const rows = reader.bytes(4);
  const columns = reader.bytes(4);
  const scale = reader.bytes(4) | 0;
  if (rows * columns !== count) {
    throw new TileError(`the packed tile has ${rows} × ${columns} pixels instead of ${count}`);
  }
  const sum = reader.signed64();
  const planes = [reader.bytes(1), reader.bytes(1), reader.bytes(1)] as const;
  if (Math.max(...planes) > 52) throw new TileError('the packed tile has too many bit planes');
  const coefficients = new Float64Array(count);
  readQuadrants(reader, coefficients, rows, columns, planes);
  readSigns(reader, coefficients);
  if (count > 0) coefficients[0] = sum;
  if (scale > 1) for (let i = 0; i < count; i++) coefficients[i] = (coefficients[i] ?? 0) * scale;
  invertHTransform(coefficients, rows, columns, smooth ? scale : 0);
  return coefficients;
}

/** Sums, differences along either axis, and curvatures: one bit-plane count for both differences. */
function readQuadrants(
  reader: NybbleReader,
  target: Float64Array,
  rows: number,
  columns: number,
  [sums, differences, curvatures]: readonly [number, number, number],
): void {
  const upper = (rows + 1) >> 1;
  const left = (columns + 1) >> 1;
  const quadrant = (start: number, height: number, width: number, planes: number): void =>
    decodeQuadtree(reader, { target, start, stride: columns, height, width }, planes);
  quadrant(0, upper, left, sums);
  quadrant(left, upper, columns >> 1, differences);
  quadrant(columns * upper, rows >> 1, left, differences);
  quadrant(columns * upper + left, rows >> 1, columns >> 1, curvatures);
  if (reader.nybble() !== 0) throw new TileError('the bit planes do not end where they should');
}

function readSigns(reader: NybbleReader, coefficients: Float64Array): void {
  reader.alignToByte();
  for (let i = 0; i < coefficients.length; i++) {
    const size = coefficients[i] ?? 0;
    if (size !== 0 && reader.bit() === 1) coefficients[i] = -size;
  }
}
