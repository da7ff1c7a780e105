import type { TableHdu } from '../../fits/hdu.ts';

/** True if the table has a column of that name, letters in either case. */
export function hasColumn({ columns }: Pick<TableHdu, 'columns'>, name: string): boolean {
  const wanted = name.toUpperCase();
  return columns.some((column) => column.name.toUpperCase() === wanted);
}
