import type { TableShape } from '../../../core/tasks/collect/tableShape.ts';
import { cellText } from '../../../core/tasks/collect/textTable.ts';
import { shortened } from '../shortened.ts';
import type { Terminal } from '../terminal.ts';
import type { RecordPages } from './results.ts';

/** Enough of an id to name a task by. */
const shownId = 8;

/** Longer cells are lists (the members of a table, what was cleaned), not to be read in a table. */
const shownText = 120;

/** The table for people: columns of equal width, a dash for what there is not. */
export async function resultsText(
  terminal: Terminal,
  { columns, cells }: TableShape,
  pages: RecordPages,
): Promise<void> {
  const widths = columns.map(({ name, width }) =>
    Math.max(name.length, name === 'id' ? shownId : Math.min(width, shownText), 1),
  );
  const line = (texts: readonly string[]): string =>
    `${texts
      .map((text, index) => text.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd()}\n`;
  let head = line(columns.map(({ name }) => name));
  for await (const page of pages()) {
    const rows = page.map((record) =>
      line(
        cells(record).map((cell, index) => {
          const text = cell === null ? '—' : cellText(cell);
          return columns[index]?.name === 'id'
            ? text.slice(0, shownId)
            : shortened(text, shownText);
        }),
      ),
    );
    terminal.out(head + rows.join(''));
    head = '';
  }
}
