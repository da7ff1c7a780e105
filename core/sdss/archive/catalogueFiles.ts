import { toArchivePath, type ArchivePath } from './archivePath.ts';
import type { ArchivePaths } from './archivePaths.ts';

/**
 * A row of allStar or allVisit (DR16 and later); rows of allVisit have PLATE, MJD and FIBERID, those of
 * allStar do not. FILE is the name of the file that the row was made from.
 */
export interface CatalogueRow {
  readonly TELESCOPE: string;
  readonly FIELD: string;
  readonly APOGEE_ID: string;
  readonly FILE?: string;
  readonly PLATE?: string;
  readonly MJD?: number;
  readonly FIBERID?: number;
  /** From DR19 on: the spectra of stars are sorted by it, not by field. */
  readonly HEALPIX?: number;
}

/**
 * Paths of the files behind catalogue rows, without asking the archive. Species that a row says
 * nothing about give nothing.
 */
export async function* filesOfCatalogue(
  rows: Iterable<CatalogueRow> | AsyncIterable<CatalogueRow>,
  release: string,
  species: readonly string[],
  paths: ArchivePaths,
): AsyncGenerator<{ readonly species: string; readonly path: ArchivePath }> {
  const seen = new Set<string>();
  for await (const row of rows) {
    for (const name of species) {
      const params = paramsOf(row, paths.keysOf(release, name));
      if (params === undefined) continue;
      const expanded = paths.filePattern(release, name, params);
      const path = namedByRow(expanded, name, row);
      if (path.includes('*') || seen.has(path)) continue;
      seen.add(path);
      yield { species: name, path: toArchivePath(path) };
    }
  }
}

function paramsOf(row: CatalogueRow, keys: readonly string[]): Record<string, string> | undefined {
  const telescope = row.TELESCOPE.trim();
  const values: Record<string, string | undefined> = {
    telescope,
    field: row.FIELD.trim(),
    obj: row.APOGEE_ID.trim(),
    plate: row.PLATE?.trim(),
    mjd: row.MJD?.toString(),
    fiber: row.FIBERID?.toString(),
    healpix: row.HEALPIX?.toString(),
    // The northern instrument writes ap…, the southern as….
    prefix: telescope.startsWith('lco') ? 'as' : 'ap',
  };
  const isVisit = keys.includes('plate') && keys.includes('fiber');
  if (isVisit !== (row.PLATE !== undefined)) return undefined;
  const params: Record<string, string> = {};
  for (const [key, value] of Object.entries(values)) {
    if (value !== undefined && value !== '') params[key] = value;
    else if (keys.includes(key)) return undefined;
  }
  return params;
}

/** The row's own file name wins over the template where both name the same species. */
function namedByRow(path: string, species: string, { FILE }: CatalogueRow): string {
  const file = FILE?.trim() ?? '';
  const kind = species.slice(2).toLowerCase();
  if (!/^a[ps]/.test(species) || !new RegExp(`^a[ps]${kind}-`, 'i').test(file)) return path;
  return `${path.slice(0, path.lastIndexOf('/') + 1)}${file}`;
}
