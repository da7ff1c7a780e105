import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Problem } from '../../problem/problem.ts';
import { encodeFits } from './encodeFits.ts';
import type { WritableHdu } from './writableHdu.ts';

/**
 * Writes a FITS file so that it is there whole or not at all: under a temporary name beside its
 * place, flushed to disk, then renamed over whatever was there. Throws `fits-write` for what FITS
 * cannot hold, `fits-write-failed` if the disk refuses.
 */
export function writeFits(path: string, hdus: readonly WritableHdu[]): void {
  const bytes = encodeFits(hdus);
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  try {
    writeFlushed(temporary, bytes);
    renameSync(temporary, path);
  } catch (cause) {
    rmSync(temporary, { force: true });
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Problem('fits-write-failed', `the file cannot be written (${reason})`, {
      where: { file: path },
      advice: 'Check the folder, its permissions and the free space',
      cause,
    });
  }
}

function writeFlushed(path: string, bytes: Uint8Array): void {
  const descriptor = openSync(path, 'w');
  try {
    let done = 0;
    while (done < bytes.length) done += writeSync(descriptor, bytes, done);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
