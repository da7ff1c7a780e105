import type { TableHdu } from '../../fits/hdu.ts';
import { findColumn } from '../../fits/table.ts';

/** True if the table has a column of that name, letters in either case. */
export function hasColumn(hdu: TableHdu, name: string): boolean {
  return findColumn<{ readonly name: string }>(hdu, name) !== undefined;
}
