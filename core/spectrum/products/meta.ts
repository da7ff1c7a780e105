import type { CardValue } from '../../fits/cardValue.ts';
import type { TableHdu } from '../../fits/hdu.ts';
import type { Header } from '../../fits/header.ts';
import { findColumn, readColumn } from '../../fits/table.ts';
import type { Meta, MetaValue } from '../spectrum.ts';

/** For each name in the metadata, the cards or columns that may hold it; the first found wins. */
export type MetaPlaces = Readonly<Record<string, readonly string[]>>;

/** Values of cards under our names; absent and empty ones are left out, NaN is null. */
export function metaFromCards(header: Header, places: MetaPlaces): Meta {
  return collect(places, (keyword) => metaValue(header.get(keyword)));
}

/** Single values of one row of a table under our names; other columns are not read. */
export function metaFromRow(hdu: TableHdu, row: number, places: MetaPlaces): Meta {
  return collect(places, (column) => cellValue(hdu, row, column));
}

/**
 * One cell of a table as a single value; undefined if there is no such column, if the cell holds an
 * array, or if it is empty. 64-bit integers keep all their digits.
 */
export function cellValue(hdu: TableHdu, row: number, name: string): MetaValue | undefined {
  const column = findColumn(hdu, name);
  if (column === undefined || row >= hdu.rows) return undefined;
  const cell = readColumn(hdu, column.name, { rows: [row, row + 1] });
  if (cell.kind === 'logical' && cell.data.length === 1) return cell.data[0] === 1;
  if (cell.kind === 'string' && cell.data.length === 1) return metaValue(cell.data[0]);
  if (cell.kind !== 'number' || cell.data.length !== 1) return undefined;
  const value = cell.data[0];
  return 'nullValue' in column && isNull(value, column.nullValue)
    ? null
    : metaValue(typeof value === 'bigint' ? narrow(value) : value);
}

/** 64-bit integers are compared with all their digits. */
function isNull(
  value: number | bigint | undefined,
  nullValue: number | bigint | undefined,
): boolean {
  if (typeof value !== 'bigint' || typeof nullValue === 'bigint') return value === nullValue;
  return Number.isInteger(nullValue) && value === BigInt(nullValue ?? 0);
}

/** A number that is there and finite; anything else is null. */
export function finiteOrNull(value: MetaValue | undefined): number | null {
  const number = typeof value === 'bigint' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

function collect(places: MetaPlaces, look: (place: string) => MetaValue | undefined): Meta {
  const meta: Record<string, MetaValue> = {};
  for (const [name, candidates] of Object.entries(places)) {
    for (const candidate of candidates) {
      const value = look(candidate);
      if (value === undefined) continue;
      meta[name] = value;
      break;
    }
  }
  return meta;
}

function metaValue(value: CardValue | undefined): MetaValue | undefined {
  if (value === undefined || typeof value === 'boolean' || typeof value === 'bigint') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value === 'object') return undefined;
  const text = value.trim();
  return text === '' ? undefined : text;
}

function narrow(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}
