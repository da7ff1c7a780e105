import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Real SDSS files and reference values, beside the checkout; undefined on machines without them. */
export const sharedData = ((): string | undefined => {
  const folder = join(import.meta.dirname, '../../../shared/data');
  return existsSync(folder) ? folder : undefined;
})();

/** All FITS files under a folder of the reference data, by path below it. */
export function fitsFiles(folder: string): string[] {
  if (sharedData === undefined) return [];
  return readdirSync(join(sharedData, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.fits'))
    .sort()
    .map((name) => join(folder, name));
}
