import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

const sampleSize = 1 << 13;

/** About how many rows a batch file has, by its size and its first lines. Reads no more than those. */
export function estimateRows(path: string): number {
  const fd = openSync(path, 'r');
  try {
    const { size } = fstatSync(fd);
    const sample = Buffer.allocUnsafe(Math.min(sampleSize, size));
    const length = readSync(fd, sample, 0, sample.length, 0);
    return estimateRowsOf(sample.subarray(0, length), size);
  } finally {
    closeSync(fd);
  }
}

/** The same by the first bytes of a table of `size` bytes. */
export function estimateRowsOf(beginning: Uint8Array, size = beginning.length): number {
  const sample = beginning.subarray(0, sampleSize);
  let lines = 0;
  for (let at = sample.indexOf(10); at >= 0; at = sample.indexOf(10, at + 1)) lines += 1;
  return sample.length === 0 ? 0 : Math.round((lines * size) / sample.length);
}
