import type { BenchRow } from './row.ts';

const heads = ['case', 'ours', 'peer', 'ratio', 'target', 'met'] as const;

/** Rows as a table in plain text, columns of equal width. */
export function benchTable(rows: readonly BenchRow[]): string {
  const cells = rows.map((row) => [
    row.case,
    row.ours,
    row.peer,
    row.ratio === undefined ? '' : row.ratio.toFixed(2),
    row.target,
    row.met === undefined ? '' : row.met ? 'yes' : 'NO',
  ]);
  const all = [[...heads], ...cells];
  const widths = heads.map((_, column) =>
    Math.max(...all.map((line) => line[column]?.length ?? 0)),
  );
  return all
    .map((line) => line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '))
    .map((line) => `${line.trimEnd()}\n`)
    .join('');
}
