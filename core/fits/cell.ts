import type { Complex } from './cardValue.ts';
import type { ColumnData, FixedColumnData } from './columnData.ts';
import type { TableHdu } from './hdu.ts';
import type { NumericArray } from './numericArray.ts';
import { readColumn } from './table.ts';

/** One cell: a single value, or (array columns) all its elements, flat. */
export type CellValue =
  | number
  | bigint
  | boolean
  | string
  | Complex
  | NumericArray
  | readonly boolean[]
  | readonly string[]
  | readonly Complex[];

/** One cell of a table, read without the rest of it. Throws as `readColumn`. */
export function readCell(hdu: TableHdu, name: string, row: number): CellValue {
  return cellOf(readColumn(hdu, name, { rows: [row, row + 1] }), 0);
}

/** One row of a table by column name. Of columns with the same name the first counts. */
export function readRow(hdu: TableHdu, row: number): Map<string, CellValue> {
  const cells = new Map<string, CellValue>();
  for (const { name } of hdu.columns) {
    if (!cells.has(name)) cells.set(name, readCell(hdu, name, row));
  }
  return cells;
}

/** The cell of one row of a column that was read. */
export function cellOf(column: ColumnData, row: number): CellValue {
  if (column.kind === 'variable') {
    const array = column.data[row];
    if (array === undefined) throw new RangeError(`no row ${row}`);
    return array.kind === 'string' ? (array.data[0] ?? '') : elements(array, 0, Infinity);
  }
  const [, ...cellShape] = column.shape;
  const each = cellShape.reduce((product, length) => product * length, 1);
  const values = elements(column, row * each, (row + 1) * each);
  if (cellShape.length > 0) return values;
  const [single] = values;
  if (single === undefined) throw new RangeError(`no row ${row}`);
  return single;
}

function elements(column: FixedColumnData, from: number, to: number) {
  switch (column.kind) {
    case 'number':
      return column.data.subarray(from, to);
    case 'string':
      return column.data.slice(from, to);
    case 'logical':
    case 'bits':
      return Array.from(column.data.subarray(from, to), (value) => value === 1);
    case 'complex':
      return complexPairs(column.data.subarray(2 * from, 2 * to));
  }
}

function complexPairs(data: Float32Array | Float64Array): Complex[] {
  return Array.from({ length: data.length / 2 }, (_, i) => ({
    re: data[2 * i] ?? NaN,
    im: data[2 * i + 1] ?? NaN,
  }));
}
