import type { NybbleReader } from './nybbleReader.ts';
import { TileError } from './tileError.ts';

/** A rectangle of a larger array. */
export interface Block {
  readonly target: Float64Array;
  readonly start: number;
  readonly stride: number;
  readonly height: number;
  readonly width: number;
}

/** Adds the bit planes of one quadrant of the H-transform, highest plane first. */
export function decodeQuadtree(reader: NybbleReader, block: Block, planes: number): void {
  const halfHeight = (block.height + 1) >> 1;
  const halfWidth = (block.width + 1) >> 1;
  const levels = ceilLog2(Math.max(block.height, block.width));
  for (let plane = planes - 1; plane >= 0; plane--) {
    const format = reader.nybble();
    if (format === 0) {
      const codes = new Uint8Array(halfHeight * halfWidth);
      for (let i = 0; i < codes.length; i++) codes[i] = reader.nybble();
      insertPlane(codes, block, 2 ** plane);
    } else if (format === 15) {
      insertPlane(expandTree(reader, block, levels), block, 2 ** plane);
    } else {
      throw new TileError(`there is no bit-plane format ${format}`);
    }
  }
}

export function ceilLog2(length: number): number {
  return length <= 1 ? 0 : 32 - Math.clz32(length - 1);
}

/** From the root code down to one 4-bit code for every 2 × 2 pixels. */
function expandTree(reader: NybbleReader, { height, width }: Block, levels: number): Uint8Array {
  let codes = new Uint8Array([readHuffman(reader)]);
  for (let level = levels - 1; level > 0; level--) {
    const rows = Math.ceil(height / 2 ** level);
    const columns = Math.ceil(width / 2 ** level);
    codes = spread(codes, rows, columns);
    for (let i = codes.length - 1; i >= 0; i--) if (codes[i] !== 0) codes[i] = readHuffman(reader);
  }
  return codes;
}

/** Each 4-bit code becomes 2 × 2 flags; those off the edge are dropped. */
function spread(codes: Uint8Array, rows: number, columns: number): Uint8Array<ArrayBuffer> {
  const flags = new Uint8Array(rows * columns);
  const half = (columns + 1) >> 1;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const code = codes[(row >> 1) * half + (column >> 1)] ?? 0;
      flags[row * columns + column] = (code >> bitOf(row, column)) & 1;
    }
  }
  return flags;
}

function insertPlane(codes: Uint8Array, block: Block, value: number): void {
  const { target, start, stride, height, width } = block;
  const half = (width + 1) >> 1;
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const code = codes[(row >> 1) * half + (column >> 1)] ?? 0;
      if (((code >> bitOf(row, column)) & 1) === 0) continue;
      const at = start + row * stride + column;
      target[at] = (target[at] ?? 0) + value;
    }
  }
}

/** Bit 3 is the first pixel of a 2 × 2 group, bit 2 its neighbour in the row. */
function bitOf(row: number, column: number): number {
  return 3 - 2 * (row & 1) - (column & 1);
}

/** The fixed Huffman code of H-compress: 3 to 6 bits for the values 0 … 15. */
function readHuffman(reader: NybbleReader): number {
  const three = reader.take(3);
  if (three < 4) return 1 << three;
  const four = (three << 1) | reader.bit();
  if (four < 13) return FOUR_BITS[four - 8] ?? 0;
  const five = (four << 1) | reader.bit();
  if (five < 31) return FIVE_BITS[five - 26] ?? 0;
  return reader.bit() === 0 ? 0 : 14;
}

const FOUR_BITS = [3, 5, 10, 12, 15];
const FIVE_BITS = [6, 7, 9, 11, 13];
