import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

const sampleSize = 1 << 16;

/** About how many rows a batch file has, by its size and its first lines. Reads no more than those. */
export function estimateRows(path: string): number {
  const fd = openSync(path, 'r');
  try {
    const { size } = fstatSync(fd);
    const sample = Buffer.allocUnsafe(Math.min(sampleSize, size));
    const length = readSync(fd, sample, 0, sample.length, 0);
    let lines = 0;
    for (let at = sample.indexOf(10); at >= 0 && at < length; at = sample.indexOf(10, at + 1)) {
      lines += 1;
    }
    return length === 0 ? 0 : Math.round((lines * size) / length);
  } finally {
    closeSync(fd);
  }
}
