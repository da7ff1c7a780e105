import { Problem } from '../../problem/problem.ts';
import type { Spectrum } from '../../spectrum/spectrum.ts';

/** Refuses to treat spectra alike that are in different frames, media or units. */
export function requireAlike(spectra: readonly Spectrum[]): void {
  const [first] = spectra;
  for (const other of spectra) {
    for (const what of ['frame', 'medium', 'unit'] as const) {
      if (first === undefined || other[what] === first[what]) continue;
      throw new Problem(
        'stack-unlike',
        `the spectra differ in ${what}: "${first[what]}" and "${other[what]}"`,
        {
          where: { row: other.row, ...(what === 'frame' ? { parameter: 'frame' } : {}) },
          advice:
            what === 'frame'
              ? 'Choose a frame, so that all are shifted to it'
              : 'Stack only spectra of one kind',
        },
      );
    }
  }
}
