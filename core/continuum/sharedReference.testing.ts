import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
/* eslint-disable import-x/no-restricted-paths -- only tests read files; the kernels never do */
import { openFits } from '../fits/fitsFile.ts';
import { requireImage } from '../fits/hdu.ts';
import { readRowFloat64 } from '../fits/image.ts';
/* eslint-enable import-x/no-restricted-paths */

/** The project's reference data lie beside the checkout; machines without them skip those tests. */
const folder = join(import.meta.dirname, '../../../shared');

export const hasSharedReference = existsSync(folder);

if (!hasSharedReference) {
  process.emitWarning('SKIPPED: continuum of real apStar files, for want of ../shared');
}

export function referenceText(name: string): string {
  return readFileSync(join(folder, 'continuum', name), 'utf8');
}

/** One row of a real apStar file. */
export function apstarRow(file: string, row: number): { flux: Float64Array; ivar: Float64Array } {
  using fits = openFits(join(folder, 'data/real/apStar', file));
  const flux = readRowFloat64(requireImage(fits.hdu(1)), row);
  const error = readRowFloat64(requireImage(fits.hdu(2)), row);
  return { flux, ivar: error.map((e) => 1 / e ** 2) };
}
