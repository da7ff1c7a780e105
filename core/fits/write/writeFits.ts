import { openAtomicFile } from './atomicFile.ts';
import { encodeFits } from './encodeFits.ts';
import type { WritableHdu } from './writableHdu.ts';

/**
 * Writes a FITS file so that it is there whole or not at all: under a temporary name beside its
 * place, flushed to disk, then renamed over whatever was there. Throws `fits-write` for what FITS
 * cannot hold, `fits-write-failed` if the disk refuses.
 */
export function writeFits(path: string, hdus: readonly WritableHdu[]): void {
  const bytes = encodeFits(hdus);
  const file = openAtomicFile(path);
  file.write(bytes);
  file.commit();
}
