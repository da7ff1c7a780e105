import { hash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { extname } from 'node:path';

/** Some rows of a batch file, whole lines, known by their content. */
export interface RowRange {
  readonly start: number;
  readonly end: number;
  /** SHA-256 of the lines. */
  readonly sha256: string;
}

/** A batch file with a head, cut into ranges of rows. */
export interface CutBatch {
  /** The first line with its line end. */
  readonly head: Uint8Array;
  readonly bytes: Uint8Array;
  readonly ranges: readonly RowRange[];
}

/** Rows that are remembered together: so many, or fewer that are so long in bytes. */
const rowsTogether = 512;
const bytesTogether = 1 << 15;
/** A smaller file is planned as quickly as it is looked up. */
const smallest = 1 << 16;
/** A larger one is not read into memory. */
const largest = 1 << 27;
const newline = 10;
const quote = 34;

/**
 * Cuts a CSV or TSV file after every 512 rows or so, always in the same places while it only grows.
 * Undefined where that cannot be done: other forms, quoted cells (which may hold line ends), a file
 * that is too small or too large to be worth it, or not there.
 */
export function cutBatch(path: string): CutBatch | undefined {
  if (!['.csv', '.tsv'].includes(extname(path).toLowerCase())) return undefined;
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats?.isFile() !== true || stats.size < smallest || stats.size > largest) return undefined;
  const bytes = readFileSync(path);
  const headEnd = bytes.indexOf(newline) + 1;
  if (headEnd === 0 || bytes.includes(quote)) return undefined;
  const ranges: RowRange[] = [];
  for (let start = headEnd; start < bytes.length;) {
    const end = endOfRows(bytes, start);
    ranges.push({ start, end, sha256: hash('sha256', bytes.subarray(start, end), 'hex') });
    start = end;
  }
  return { head: bytes.subarray(0, headEnd), bytes, ranges };
}

function endOfRows(bytes: Uint8Array, start: number): number {
  let rows = 0;
  for (let at = start; at < bytes.length; at += 1) {
    if (bytes[at] !== newline) continue;
    rows += 1;
    if (rows === rowsTogether || at - start >= bytesTogether) return at + 1;
  }
  return bytes.length;
}

/** Tells the ranges of a batch, in their order, from others. */
export function rangesDigest({ head, ranges }: CutBatch): string {
  const hashes = ranges.map(({ sha256 }) => sha256).join();
  return hash('sha256', Buffer.concat([head, Buffer.from(hashes)]), 'hex');
}

/** The rows of a range as a table of its own. */
export function tableOf({ head, bytes }: CutBatch, { start, end }: RowRange): Uint8Array {
  return Buffer.concat([head, bytes.subarray(start, end)]);
}
