import type { TaskFamily } from '../task/family.ts';
import { Registry } from '../task/registry.ts';
import { cleanIntermediatesFamily } from './clean/cleanIntermediates.ts';
import { collectResultsFamily } from './collect/collectResults.ts';
import { exportSpectrumFamily } from './combine/exportSpectrum.ts';
import { stackSpectraFamily } from './combine/stackSpectra.ts';
import { estimateSnrFamily } from './estimateSnr.ts';
import { estimateSnrOfApVisitFamily } from './estimateSnrOfApVisit.ts';
import { anySpeciesFile } from './files/anySpeciesFile.ts';
import type { ArchiveFetch } from './files/archiveFetch.ts';
import { localFile } from './files/localFile.ts';
import { sdssFiles } from './files/sdssFiles.ts';
import { chebyshevFamily } from './normalise/chebyshev.ts';
import { runningQuantileFamily } from './normalise/runningQuantile.ts';
import { scalarFamily } from './normalise/scalar.ts';
import { sinusoidalFamily } from './normalise/sinusoidal.ts';
import { splineFamily } from './normalise/spline.ts';

/**
 * Every family that comes with the app, and `others` that they can collect and clean. `fetch` is
 * how file tasks reach the archive.
 */
export function builtInFamilies(fetch: ArchiveFetch, others: readonly TaskFamily[] = []): Registry {
  const files = sdssFiles(fetch);
  const lookup = (name: string): TaskFamily => registry.get(name);
  const families: TaskFamily[] = [
    estimateSnrFamily(files),
    estimateSnrOfApVisitFamily(files),
    sinusoidalFamily(files),
    chebyshevFamily(files),
    runningQuantileFamily(files),
    splineFamily(files),
    scalarFamily(files),
    stackSpectraFamily(files),
    exportSpectrumFamily(files),
    collectResultsFamily(lookup),
    cleanIntermediatesFamily(lookup),
    ...Object.values(files),
    localFile,
    ...others,
  ];
  const registry = new Registry(families, (name) => anySpeciesFile(name, fetch));
  return registry;
}
