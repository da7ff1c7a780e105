import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openFits } from '../../core/fits/fitsFile.ts';
import { requireImage } from '../../core/fits/hdu.ts';
import { readImage } from '../../core/fits/image.ts';
import { toFloat64 } from '../../core/fits/numericArray.ts';
import { fitsFiles, sharedData } from '../fits/sharedData.ts';

const samples = join(import.meta.dirname, '../../resources/samples/sas');

/** Real apVisits; where there are none beside the checkout, the bundled ones. */
export function visitFiles(): string[] {
  if (sharedData !== undefined) {
    const shared = sharedData;
    return fitsFiles('real/apVisit').map((name) => join(shared, name));
  }
  return readdirSync(samples, { recursive: true, encoding: 'utf8' })
    .filter((name) => /apVisit-.*\.fits$/.test(name))
    .map((name) => join(samples, name));
}

/** A file to be copied, and where its wavelengths lie. */
interface Original {
  readonly bytes: Buffer;
  readonly wavelengths: { readonly offset: number; readonly values: Float64Array };
}

/**
 * `count` visit files that all differ, each on a wavelength grid of its own as real visits are (a
 * shift of 1 part in 10^8 from one to the next). Returns their paths.
 */
export function writeVisitCopies(
  folder: string,
  count: number,
  files: readonly string[],
): string[] {
  const originals = files.map(readOriginal);
  mkdirSync(join(folder, 'visits'), { recursive: true });
  return Array.from({ length: count }, (_, n) => {
    const original = originals[n % originals.length];
    if (original === undefined) throw new Error('no visit file to copy');
    const path = join(folder, 'visits', `visit-${n}.fits`);
    const { bytes, wavelengths } = original;
    for (const [i, value] of wavelengths.values.entries()) {
      bytes.writeDoubleBE(value * (1 + n * 1e-8), wavelengths.offset + 8 * i);
    }
    writeFileSync(path, bytes);
    return path;
  });
}

/** A batch file that names them, a row each. */
export function writeBatch(folder: string, paths: readonly string[]): string {
  const batch = join(folder, `visits-${paths.length}.csv`);
  writeFileSync(batch, `input\n${paths.join('\n')}\n`);
  return batch;
}

function readOriginal(path: string): Original {
  using fits = openFits(path);
  const hdu = requireImage(fits.hdu(4));
  const values = toFloat64(readImage(hdu).data);
  return { bytes: readFileSync(path), wavelengths: { offset: hdu.dataOffset, values } };
}
