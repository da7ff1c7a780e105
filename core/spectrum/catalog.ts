import { openFits } from '../fits/fitsFile.ts';
import type { ByteSource } from '../fits/byteSource.ts';
import { cellOf, type CellValue } from '../fits/cell.ts';
import type { ColumnData } from '../fits/columnData.ts';
import { requireTable, type TableHdu } from '../fits/hdu.ts';
import { readColumn } from '../fits/table.ts';
import { Problem } from '../problem/problem.ts';
import { identifyProduct } from './identifyProduct.ts';
import { isCatalogProduct, type CatalogProduct } from './product.ts';

export interface CatalogColumn {
  readonly name: string;
  /** TFORM as written. */
  readonly form: string;
  readonly unit?: string;
}

/** Some rows of some columns, by column name. */
export type CatalogRow = Readonly<Record<string, CellValue>>;

/** An open catalogue. Nothing but headers is read until rows are asked for. */
export interface Catalog extends Disposable {
  readonly product: CatalogProduct;
  readonly rows: number;
  readonly columns: readonly CatalogColumn[];
  /** One column of all rows or of [from, to). Throws `fits-no-column`, `fits-range`. */
  column(name: string, range?: readonly [from: number, to: number]): ColumnData;
  /**
   * Rows [from, to) with only these columns, in this order. At most `mostRows` at a time, so that a
   * catalogue of millions cannot fill the memory. Throws `catalog-range` beyond that.
   */
  read(columns: readonly string[], range: readonly [from: number, to: number]): CatalogRow[];
  close(): void;
}

/** The most rows that one `read` gives. */
export const mostRows = 100_000;

/**
 * Opens an allStar, allVisit, apVisitSum or spAll file, recognised by its columns. Throws the
 * problems of `openFits`, and `catalog-unknown` if it is something else.
 *
 * ```ts
 * using catalog = openCatalog('allStar-dr17-synspec_rev1.fits');
 * const first = catalog.read(['APOGEE_ID', 'SNR'], [0, 50]);
 * ```
 */
export function openCatalog(path: string | ByteSource): Catalog {
  const fits = openFits(path);
  try {
    const product = identifyProduct(fits);
    if (product === undefined || !isCatalogProduct(product)) {
      throw new Problem('catalog-unknown', 'this is none of the SDSS catalogues known here', {
        where: { file: fits.name },
        advice: 'Known are allStar, allVisit, apVisitSum and spAll, told by their columns',
      });
    }
    const table = requireTable(fits.hdu(1));
    return {
      product,
      rows: table.rows,
      columns: table.columns.map(({ name, form, unit }) => ({
        name,
        form,
        ...(unit === undefined ? {} : { unit }),
      })),
      column: (name, rows) => readColumn(table, name, rows === undefined ? {} : { rows }),
      read: (columns, rows) => readRows(table, columns, rows),
      close: () => fits.close(),
      [Symbol.dispose]: () => fits.close(),
    };
  } catch (problem) {
    fits.close();
    throw problem;
  }
}

function readRows(
  table: TableHdu,
  names: readonly string[],
  rows: readonly [from: number, to: number],
): CatalogRow[] {
  const [from, to] = rows;
  if (to - from > mostRows) {
    throw new Problem('catalog-range', `${to - from} rows are too many at a time`, {
      where: table.header.where,
      advice: `Read at most ${mostRows} rows at a time`,
    });
  }
  const columns = names.map((name) => [name, readColumn(table, name, { rows })] as const);
  return Array.from({ length: to - from }, (_, row) =>
    Object.fromEntries(columns.map(([name, column]) => [name, cellOf(column, row)])),
  );
}
