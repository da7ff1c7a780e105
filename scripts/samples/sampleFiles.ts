import { encodeFits } from '../../core/fits/write/encodeFits.ts';
import { apStarFile, apStarPath } from './apStarFile.ts';
import { apVisitFile, apVisitPath } from './apVisitFile.ts';
import { galaxy, starVisits, visits } from './plan.ts';
import { specLiteFile, specLitePath } from './specLiteFile.ts';

/** A file of the sample: its path below `resources/samples`, and how to make its bytes. */
export interface SampleFile {
  readonly path: string;
  readonly bytes: () => Uint8Array;
}

/** Every file of the bundled sample. Equal code gives equal bytes: seeds are fixed. */
export const sampleFiles: readonly SampleFile[] = [
  ...visits.map((visit) => ({
    path: apVisitPath(visit),
    bytes: () => encodeFits(apVisitFile(visit)),
  })),
  { path: apStarPath(starVisits), bytes: () => encodeFits(apStarFile(starVisits)) },
  { path: specLitePath(galaxy), bytes: () => encodeFits(specLiteFile(galaxy)) },
];
