import { openAtomicFile } from '../../fits/write/atomicFile.ts';
import { TableWriter } from '../../fits/write/tableWriter.ts';
import { descriptionCards, fitsColumns } from './fitsColumns.ts';
import type { Cell, TableColumn } from './tableColumn.ts';
import { csvHead, ecsvHead, textRows } from './textTable.ts';

export type TableFormat = 'csv' | 'ecsv' | 'fits';

/** A table that is written piece by piece and appears whole when it is closed. */
export interface TableFile {
  append(rows: readonly (readonly Cell[])[]): void;
  close(): void;
  /** Leaves nothing behind. */
  abort(): void;
}

/** Rows that are written together: enough to be quick, few enough to forget. */
export const pieceRows = 2000;

/**
 * Begins a table of a family's results.
 *
 * @throws Problem `fits-write` | `fits-write-failed`
 */
export function openTableFile(
  path: string,
  format: TableFormat,
  family: string,
  columns: readonly TableColumn[],
): TableFile {
  switch (format) {
    case 'csv':
      return textFile(path, csvHead(columns));
    case 'ecsv':
      return textFile(path, ecsvHead(columns, { family }));
    case 'fits':
      return fitsFile(path, family, columns);
  }
}

function textFile(path: string, head: string): TableFile {
  const file = openAtomicFile(path);
  file.write(Buffer.from(head));
  return {
    append: (rows) => file.write(Buffer.from(textRows(rows))),
    close: () => file.commit(),
    abort: () => file.abort(),
  };
}

function fitsFile(path: string, family: string, columns: readonly TableColumn[]): TableFile {
  const cards = [
    { keyword: 'FAMILY', value: family, comment: 'what made these results' },
    ...descriptionCards(columns),
  ];
  const writer = new TableWriter(path, { kind: 'table', name: 'RESULTS', cards });
  let empty = true;
  const append = (rows: readonly (readonly Cell[])[]): void => {
    empty = false;
    writer.append(fitsColumns(columns, rows));
  };
  return {
    append,
    close: () => {
      if (empty) append([]); // the columns are there even without rows
      writer.close();
    },
    abort: () => writer.abort(),
  };
}
