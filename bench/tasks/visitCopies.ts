import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openFits } from '../../core/fits/fitsFile.ts';
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

/**
 * `count` visit files that all differ (in the flux of one pixel, the first), and the batch file that
 * names them. Returns the path of the batch file.
 */
export function writeVisitCopies(folder: string, count: number, files: readonly string[]): string {
  const sources = files.map((path) => {
    using fits = openFits(path);
    return { bytes: readFileSync(path), offset: fits.hdu(1).dataOffset };
  });
  mkdirSync(join(folder, 'visits'), { recursive: true });
  const lines = Array.from({ length: count }, (_, n) => {
    const source = sources[n % sources.length];
    if (source === undefined) throw new Error('no visit file to copy');
    const path = join(folder, 'visits', `visit-${n}.fits`);
    source.bytes.writeFloatBE(n, source.offset);
    writeFileSync(path, source.bytes);
    return path;
  });
  const batch = join(folder, 'visits.csv');
  writeFileSync(batch, `input\n${lines.join('\n')}\n`);
  return batch;
}
