import { Problem } from '../../problem/problem.ts';
import type { StackRow } from './readStackRows.ts';

/** Refuses to treat spectra alike that are in different frames, media or units. */
export function requireAlike(rows: readonly StackRow[]): void {
  const first = rows[0]?.spectrum;
  for (const { file, spectrum: other } of rows) {
    for (const what of ['frame', 'medium', 'unit'] as const) {
      if (first === undefined || other[what] === first[what]) continue;
      throw new Problem(
        'stack-unlike',
        `the spectra differ in ${what}: "${first[what]}" and "${other[what]}"`,
        {
          where: { file, row: other.row, ...(what === 'frame' ? { parameter: 'frame' } : {}) },
          advice:
            what === 'frame'
              ? 'Choose a frame, so that all are shifted to it'
              : 'Stack only spectra of one kind',
        },
      );
    }
  }
}
