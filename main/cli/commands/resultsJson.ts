import type { Cell, TableColumn } from '../../../core/tasks/collect/tableColumn.ts';
import type { TableShape } from '../../../core/tasks/collect/tableShape.ts';
import type { Terminal } from '../terminal.ts';
import type { RecordPages } from './results.ts';

/**
 * `{schema: 1, family, columns: [{name, type, unit?, help?}], rows: [{…}]}`, printed piece by piece.
 * Parameters are texts in their canonical spelling, as in every document; of results, whole
 * numbers beyond 2^53 are decimal texts, NaN is null, infinities are words.
 */
export async function printResultsJson(
  terminal: Terminal,
  family: string,
  { columns, cells }: TableShape,
  pages: RecordPages,
): Promise<void> {
  const head = columns.map(({ name, type, unit, help }) => ({
    name,
    type,
    ...(unit === undefined ? {} : { unit }),
    ...(help === undefined ? {} : { help }),
  }));
  const opening = JSON.stringify({ schema: 1, family, columns: head }).slice(0, -1);
  terminal.out(`${opening},"rows":[`);
  let separator = '';
  for await (const page of pages()) {
    const rows = page.map((record) => JSON.stringify(rowOf(columns, cells(record))));
    terminal.out(separator + rows.join(','));
    separator = ',';
  }
  terminal.out(']}\n');
}

function rowOf(columns: readonly TableColumn[], cells: readonly Cell[]) {
  return Object.fromEntries(
    columns.map((column, index) => [column.name, jsonCell(cells[index] ?? null, column)]),
  );
}

function jsonCell(cell: Cell, { of, min, max }: TableColumn): string | number | boolean | null {
  if (cell === null) return null;
  if (of === 'parameter') return String(cell);
  if (typeof cell === 'bigint') {
    // One type a column: all texts if any is too large for a number.
    const exact = Number.isSafeInteger(Number(min)) && Number.isSafeInteger(Number(max));
    return exact ? Number(cell) : cell.toString();
  }
  if (typeof cell !== 'number' || Number.isFinite(cell)) return cell;
  return Number.isNaN(cell) ? null : String(cell);
}
