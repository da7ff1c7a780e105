import type { FixedColumnData } from '../../fits/columnData.ts';
import type { CardInput } from '../../fits/write/formatCard.ts';
import type { WritableColumn } from '../../fits/write/writableHdu.ts';
import { fitsUnit } from '../normalise/fitsUnit.ts';
import { cellText } from './textTable.ts';
import { plainText, type Cell, type TableColumn } from './tableColumn.ts';

/**
 * TNULL of an integer column with missing values: the end of the range of exact doubles that its
 * values leave free; undefined where both are taken.
 */
function freeNull({ min, max }: TableColumn): number | undefined {
  if (min > BigInt(Number.MIN_SAFE_INTEGER)) return Number.MIN_SAFE_INTEGER;
  return max < BigInt(Number.MAX_SAFE_INTEGER) ? Number.MAX_SAFE_INTEGER : undefined;
}

/** How a column is stored. FITS has no missing logical or unsigned values: those become texts. */
function storedAs(column: TableColumn): 'text' | 'float' | 'int64' | 'uint64' | 'logical' {
  switch (column.type) {
    case 'string':
      return 'text';
    case 'float64':
      return 'float';
    case 'int64':
      return column.hasNulls && freeNull(column) === undefined ? 'text' : 'int64';
    case 'uint64':
      return column.hasNulls ? 'text' : 'uint64';
    case 'bool':
      return column.hasNulls ? 'text' : 'logical';
  }
}

/**
 * Some rows as columns of a FITS binary table. Missing floats are NaN, missing integers TNULL,
 * missing texts empty.
 */
export function fitsColumns(
  columns: readonly TableColumn[],
  rows: readonly (readonly Cell[])[],
): WritableColumn[] {
  return columns.map((column, index): WritableColumn => {
    const cells = rows.map((row) => row[index] ?? null);
    const stored = storedAs(column);
    const nullValue = stored === 'int64' && column.hasNulls ? freeNull(column) : undefined;
    return {
      name: plainText(column.name),
      values: valuesOf(cells, stored, nullValue ?? 0),
      ...(column.unit === undefined ? {} : { unit: fitsUnit(column.unit) }),
      ...(nullValue === undefined ? {} : { nullValue }),
      // A boolean's text is longer than what its cells were measured as.
      ...(stored === 'text' ? { width: Math.max(1, column.width) } : {}),
    };
  });
}

function valuesOf(
  cells: readonly Cell[],
  stored: ReturnType<typeof storedAs>,
  missing: number,
): FixedColumnData {
  const shape = [cells.length];
  switch (stored) {
    case 'text':
      return { kind: 'string', shape, data: cells.map((cell) => plainText(cellText(cell))) };
    case 'float':
      return {
        kind: 'number',
        type: 'f8',
        shape,
        data: Float64Array.from(cells, (cell) => (cell === null ? NaN : Number(cell))),
      };
    case 'int64':
      return {
        kind: 'number',
        type: 'i8',
        shape,
        data: BigInt64Array.from(cells, (cell) => whole(cell ?? missing)),
      };
    case 'uint64':
      return { kind: 'number', type: 'u8', shape, data: BigUint64Array.from(cells, whole) };
    case 'logical':
      return {
        kind: 'logical',
        shape,
        data: Uint8Array.from(cells, (cell) => (cell === true ? 1 : 0)),
      };
  }
}

function whole(cell: Cell): bigint {
  if (typeof cell === 'bigint') return cell;
  return typeof cell === 'number' ? BigInt(cell) : 0n;
}

/** Whole descriptions, as TCOMMn: the comment of a TTYPE card would be cut. */
export function descriptionCards(columns: readonly TableColumn[]): CardInput[] {
  return columns.flatMap(({ help }, index) =>
    help === undefined || help === ''
      ? []
      : [{ keyword: `TCOMM${index + 1}`, value: plainText(help) }],
  );
}
