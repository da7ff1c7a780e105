import { allocate } from './allocate.ts';
import type { ByteSource } from './byteSource.ts';

/** Rows are read in chunks of about this size, so that memory stays bounded. */
const CHUNK = 2 ** 20;

/** Above this row length a cell of its own costs less than the rest of its row. */
const WIDE_ROW = 8192;

/** Cells at a fixed place in rows of a fixed length. */
export interface CellPlaces {
  /** Byte of the source where the first wanted row begins. */
  readonly start: number;
  readonly rows: number;
  readonly rowBytes: number;
  /** Where the cell begins in its row, and its length. */
  readonly offset: number;
  readonly bytes: number;
}

/** The bytes of one cell after the other, in a buffer of their own. */
export function gatherCells(source: ByteSource, places: CellPlaces): Uint8Array<ArrayBuffer> {
  const { start, rows, rowBytes, offset, bytes } = places;
  const cells = allocate(rows * bytes, { file: source.name });
  if (cells.length === 0) return cells;
  if (bytes === rowBytes) {
    source.readInto(cells, start);
    return cells;
  }
  if (rowBytes >= WIDE_ROW && bytes * 2 < rowBytes) {
    for (let row = 0; row < rows; row++) {
      const cell = cells.subarray(row * bytes, (row + 1) * bytes);
      source.readInto(cell, start + row * rowBytes + offset);
    }
    return cells;
  }
  const rowsPerChunk = Math.max(1, Math.floor(CHUNK / rowBytes));
  const scratch = scratchOf(Math.min(rows, rowsPerChunk) * rowBytes, source);
  for (let row = 0; row < rows; row += rowsPerChunk) {
    const count = Math.min(rowsPerChunk, rows - row);
    const chunk = source.read(start + row * rowBytes, count * rowBytes, scratch);
    copyCells(chunk.subarray(offset), rowBytes, cells.subarray(row * bytes), bytes, count);
  }
  return cells;
}

let shared: Uint8Array<ArrayBuffer> | undefined;

/** One buffer serves all reads, since none of them is interrupted; a longer row gets its own. */
function scratchOf(bytes: number, { name }: ByteSource): Uint8Array<ArrayBuffer> {
  if (bytes > CHUNK) return allocate(bytes, { file: name });
  shared ??= new Uint8Array(CHUNK);
  return shared;
}

function copyCells(
  from: Uint8Array,
  stride: number,
  to: Uint8Array<ArrayBuffer>,
  bytes: number,
  count: number,
): void {
  if (bytes === 4 || bytes === 8) {
    copyWords(from, stride, to, bytes / 4, count);
  } else if (bytes < 32) {
    for (let row = 0, at = 0; row < count; row++) {
      const cell = row * stride;
      for (let i = 0; i < bytes; i++) to[at++] = from[cell + i] ?? 0;
    }
  } else {
    for (let row = 0; row < count; row++) {
      to.set(from.subarray(row * stride, row * stride + bytes), row * bytes);
    }
  }
}

/** The common widths word by word: several times as fast as byte by byte. */
function copyWords(
  from: Uint8Array,
  stride: number,
  to: Uint8Array<ArrayBuffer>,
  words: number,
  count: number,
): void {
  const input = new DataView(from.buffer, from.byteOffset, from.byteLength);
  const output = new DataView(to.buffer, to.byteOffset, to.byteLength);
  for (let row = 0, at = 0; row < count; row++) {
    for (let word = 0; word < words; word++, at += 4) {
      output.setUint32(at, input.getUint32(row * stride + word * 4));
    }
  }
}
