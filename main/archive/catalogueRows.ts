import type { CatalogueRow } from '../../core/sdss/archive/catalogueFiles.ts';
import { Problem } from '../../core/problem/problem.ts';
import { openCatalog } from '../../core/spectrum/catalog.ts';

const wanted = [
  'TELESCOPE',
  'FIELD',
  'APOGEE_ID',
  'FILE',
  'PLATE',
  'MJD',
  'FIBERID',
  'HEALPIX',
] as const;

/** Rows read at a time, of a catalogue that may have millions. */
const page = 50_000;

/**
 * The rows of an allStar or allVisit file that name spectra, a page at a time.
 *
 * @throws Problem `catalog-unknown`, or `catalogue-columns` where the file lacks what names a spectrum
 */
export function* catalogueRows(path: string): Generator<CatalogueRow> {
  using catalog = openCatalog(path);
  const there = new Set(catalog.columns.map(({ name }) => name.toUpperCase()));
  for (const needed of [['TELESCOPE'], ['FIELD', 'HEALPIX'], ['APOGEE_ID']]) {
    if (needed.some((name) => there.has(name))) continue;
    throw new Problem('catalogue-columns', `the catalogue has no column ${needed.join(' or ')}`, {
      where: { file: path },
      advice: 'Take allStar or allVisit of DR16 or later',
    });
  }
  const columns = wanted.filter((name) => there.has(name));
  for (let from = 0; from < catalog.rows; from += page) {
    const range = [from, Math.min(from + page, catalog.rows)] as const;
    for (const row of catalog.read(columns, range)) {
      const text = (name: string) => textOf(row[name]);
      const whole = (name: string) => wholeOf(row[name]);
      const [file, plate] = [text('FILE'), text('PLATE')];
      const [mjd, fiber, healpix] = [whole('MJD'), whole('FIBERID'), whole('HEALPIX')];
      yield {
        TELESCOPE: text('TELESCOPE') ?? '',
        FIELD: text('FIELD') ?? '',
        APOGEE_ID: text('APOGEE_ID') ?? '',
        ...(file === undefined ? {} : { FILE: file }),
        ...(plate === undefined ? {} : { PLATE: plate }),
        ...(mjd === undefined ? {} : { MJD: mjd }),
        ...(fiber === undefined ? {} : { FIBERID: fiber }),
        ...(healpix === undefined ? {} : { HEALPIX: healpix }),
      };
    }
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : undefined;
}

function wholeOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) ? value : undefined;
}
