import { Problem } from '../problem/problem.ts';
import { readAsciiColumn } from './asciiTable.ts';
import type { BinaryColumn } from './column.ts';
import type { ColumnData } from './columnData.ts';
import { elementBytes } from './columnFormat.ts';
import { decodeCells, type CellMeaning } from './decodeCells.ts';
import { gatherCells } from './gatherCells.ts';
import type { BinaryTableHdu, TableHdu } from './hdu.ts';
import type { Header } from './header.ts';
import { readVariableCells } from './variableLength.ts';

export interface ReadColumnOptions {
  /** Only these rows, from … to (exclusive). */
  readonly rows?: readonly [from: number, to: number];
}

/** The column of that name, letters in either case (an exact match wins); or undefined. */
export function findColumn<T extends { readonly columns: readonly { readonly name: string }[] }>(
  { columns }: T,
  name: string,
): T['columns'][number] | undefined {
  const wanted = name.toUpperCase();
  return (
    columns.find((column) => column.name === name) ??
    columns.find((column) => column.name.toUpperCase() === wanted)
  );
}

/**
 * One column, or some rows of it, read without the rest of the table. Values are scaled; TNULL is
 * left to the caller (`nullValue` of the column). Throws `fits-no-column`, `fits-range`,
 * `fits-heap`.
 */
export function readColumn(
  hdu: TableHdu,
  name: string,
  options: ReadColumnOptions = {},
): ColumnData {
  const [from, to] = options.rows ?? [0, hdu.rows];
  requireRows(hdu, from, to);
  if (hdu.form === 'ascii') return readAsciiColumn(hdu, requireColumn(hdu, name), from, to);
  return readBinaryColumn(hdu, requireColumn(hdu, name), from, to);
}

function readBinaryColumn(
  hdu: BinaryTableHdu,
  column: BinaryColumn,
  from: number,
  to: number,
): ColumnData {
  const rows = to - from;
  const meaning = meaningOf(column, rows);
  const isVariable = column.format.descriptor !== undefined;
  const cells = gatherCells(hdu.source, {
    start: hdu.dataOffset + from * hdu.rowBytes,
    rows,
    rowBytes: hdu.rowBytes,
    offset: column.offset,
    bytes: isVariable ? column.bytes : elementBytes(meaning.code, meaning.repeat),
  });
  if (isVariable) return readVariableCells(hdu, column, cells, rows, from);
  return decodeCells(cells, meaning);
}

/**
 * How astropy shapes a cell: TDIM if given (elements beyond it are left out), nothing for a single
 * value, else the repeat count. TDIM of bit columns is not used.
 */
function meaningOf(column: BinaryColumn, cells: number): CellMeaning {
  const { format, dims, scaling } = column;
  const { code, repeat } = format;
  if (code === 'A') return { code, cells, repeat, scaling, ...stringLayout(column) };
  if (code === 'X' || dims.length === 0) {
    return {
      code,
      cells,
      repeat,
      cellShape: repeat === 1 && code !== 'X' ? [] : [repeat],
      scaling,
    };
  }
  const used = dims.reduce((product, axis) => product * axis, 1);
  return { code, cells, repeat: used, cellShape: dims, scaling };
}

/** Several strings in one cell: by TDIM, or by the older `rAw` form of TFORM. */
function stringLayout({ format, dims }: BinaryColumn) {
  const stringLength = dims.at(-1);
  if (stringLength !== undefined) return { stringLength, cellShape: dims.slice(0, -1) };
  const width = /^\d+$/.test(format.option) ? Number(format.option) : 0;
  if (width > 0 && width < format.repeat) {
    return { stringLength: width, cellShape: [Math.floor(format.repeat / width)] };
  }
  return { stringLength: format.repeat, cellShape: [] };
}

function requireColumn<C extends { readonly name: string }>(
  hdu: { readonly header: Header; readonly columns: readonly C[] },
  name: string,
): C {
  const column = findColumn(hdu, name);
  if (column !== undefined) return column;
  const names = hdu.columns.slice(0, 30).map((candidate) => candidate.name);
  throw new Problem('fits-no-column', `the table has no column "${name}"`, {
    where: hdu.header.where,
    advice: `It has ${names.join(', ')}${hdu.columns.length > names.length ? ', …' : ''}`,
  });
}

function requireRows(hdu: TableHdu, from: number, to: number): void {
  if (Number.isInteger(from) && Number.isInteger(to) && from >= 0 && to >= from && to <= hdu.rows) {
    return;
  }
  throw new Problem('fits-range', `the rows ${from} … ${to} are not inside 0 … ${hdu.rows}`, {
    where: hdu.header.where,
    advice: 'Choose other rows',
  });
}
