import { Problem } from '../problem/problem.ts';
import { allocate } from './allocate.ts';
import { LONGEST_STRING, type BinaryColumn } from './column.ts';
import type { ColumnData, FixedColumnData } from './columnData.ts';
import { elementBytes } from './columnFormat.ts';
import { decodeCells, LETTER_T } from './decodeCells.ts';
import type { BinaryTableHdu } from './hdu.ts';

/** Where an array lies in the heap. */
export interface Descriptor {
  readonly elements: number;
  readonly offset: number;
}

/** The array descriptors of a `P` or `Q` column (standard 4.0, §7.3.5). */
export function readDescriptor(
  cells: Uint8Array<ArrayBuffer>,
  descriptor: 'P' | 'Q',
  row: number,
): Descriptor {
  const view = new DataView(cells.buffer, cells.byteOffset, cells.byteLength);
  if (descriptor === 'P') {
    return { elements: view.getInt32(row * 8), offset: view.getInt32(row * 8 + 4) };
  }
  const elements = view.getBigInt64(row * 16);
  const offset = view.getBigInt64(row * 16 + 8);
  return { elements: Number(elements), offset: Number(offset) };
}

/** How many elements the array of one row has; the array itself is not read. */
export function arrayLength(hdu: BinaryTableHdu, column: BinaryColumn, row: number): number {
  const { descriptor = 'P', repeat } = column.format;
  if (repeat === 0) return 0;
  const cell = new Uint8Array(column.bytes);
  hdu.source.readInto(cell, hdu.dataOffset + row * hdu.rowBytes + column.offset);
  return readDescriptor(cell, descriptor, 0).elements;
}

/** The bytes of an array in the heap, in a buffer of their own. Throws `fits-heap`. */
export function readHeap(
  hdu: BinaryTableHdu,
  column: BinaryColumn,
  { elements, offset }: Descriptor,
  row: number,
): Uint8Array<ArrayBuffer> {
  const bytes = elementBytes(column.format.code, elements);
  if (elements === 0) return new Uint8Array(0);
  const isMonstrous = column.format.code === 'A' && elements > LONGEST_STRING;
  if (isMonstrous || elements < 0 || offset < 0 || offset + bytes > hdu.heap.bytes) {
    throw new Problem(
      'fits-heap',
      `the array of ${elements} elements at byte ${offset} does not fit the heap of ` +
        `${hdu.heap.bytes} bytes`,
      {
        where: { ...hdu.header.where, column: column.name, row },
        advice: 'The file is damaged or was written by a faulty program',
      },
    );
  }
  const array = allocate(bytes, { ...hdu.header.where, column: column.name, row });
  hdu.source.readInto(array, hdu.dataOffset + hdu.heap.offset + offset);
  return array;
}

/**
 * The arrays that the descriptors in `cells` point to, one per row. How often they may share bytes
 * is limited: overlapping descriptors could otherwise ask for any amount of memory.
 */
export function readVariableCells(
  hdu: BinaryTableHdu,
  column: BinaryColumn,
  cells: Uint8Array<ArrayBuffer>,
  rows: number,
  firstRow: number,
): ColumnData {
  const { code, descriptor = 'P', repeat } = column.format;
  const data: FixedColumnData[] = [];
  let total = 0;
  for (let row = 0; row < rows; row++) {
    const place =
      repeat === 0 ? { elements: 0, offset: 0 } : readDescriptor(cells, descriptor, row);
    const bytes = readHeap(hdu, column, place, firstRow + row);
    total += place.elements;
    requireSane(hdu, column, total);
    data.push(decodeArray(column, bytes, place.elements));
  }
  return { kind: 'variable', code, shape: [rows], data };
}

function decodeArray(
  column: BinaryColumn,
  bytes: Uint8Array<ArrayBuffer>,
  elements: number,
): FixedColumnData {
  const { dims, scaling, format } = column;
  const { code } = format;
  if (code === 'A') {
    return decodeCells(bytes, { code, cells: 1, repeat: elements, cellShape: [], scaling });
  }
  if (code === 'X') {
    const bits = decodeCells(bytes, { code, cells: 1, repeat: elements, cellShape: [], scaling });
    return { ...bits, shape: [elements] };
  }
  // In arrays astropy writes its logicals as the bytes 0 and 1.
  if (code === 'L') bytes.forEach((byte, i) => (bytes[i] = byte === 1 ? LETTER_T : byte));
  const array = decodeCells(bytes, { code, cells: elements, repeat: 1, cellShape: [], scaling });
  return { ...array, shape: arrayShape(elements, dims) };
}

/** TDIM gives all but the slowest axis, which follows from the number of elements. */
function arrayShape(elements: number, dims: readonly number[]): number[] {
  if (dims.length < 2) return [elements];
  const faster = dims.slice(1);
  const each = faster.reduce((product, axis) => product * axis, 1);
  return each > 0 && elements % each === 0 ? [elements / each, ...faster] : [elements];
}

function requireSane(hdu: BinaryTableHdu, column: BinaryColumn, elements: number): void {
  // Sharing arrays between rows is legal; 16 readers of each byte is more than any file has.
  if (elementBytes(column.format.code, elements) <= 16 * hdu.heap.bytes + 2 ** 20) return;
  throw new Problem('fits-heap', 'the arrays of this column overlap beyond all sense', {
    where: { ...hdu.header.where, column: column.name },
    advice: 'The file is damaged or was written by a faulty program',
  });
}
