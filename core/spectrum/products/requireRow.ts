import { Problem } from '../../problem/problem.ts';

/** Throws `spectrum-no-row` unless the file has that row. */
export function requireRow(row: number, rows: number, file: string): void {
  if (Number.isInteger(row) && row >= 0 && row < rows) return;
  if (rows === 0) {
    throw new Problem('spectrum-empty', 'the file has no spectra', {
      where: { file },
      advice: 'Every extension is empty: there is nothing to read',
    });
  }
  const range = rows === 1 ? 'only row 0' : `rows 0 to ${rows - 1}`;
  throw new Problem('spectrum-no-row', `there is no row ${row}; the file has ${range}`, {
    where: { file },
    advice: 'Choose another row',
  });
}
