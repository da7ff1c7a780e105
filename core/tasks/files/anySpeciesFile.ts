import { releases } from '../../sdss/release.ts';
import { speciesKeys, speciesOf } from '../../sdss/species.ts';
import type { TaskFamily } from '../../task/family.ts';
import type { ArchiveFetch } from './archiveFetch.ts';
import { speciesFile } from './speciesFile.ts';

/**
 * The family of any species of the SDSS data model by name: `SpFrameFile` for `spFrame`,
 * `MangaRssFile` for `manga-rss`. Undefined where no release has such a species.
 */
export function anySpeciesFile(family: string, fetch: ArchiveFetch): TaskFamily | undefined {
  const species = speciesByFamily().get(family);
  const [first, ...others] = species ?? [];
  if (first === undefined) return undefined;
  const names: readonly [string, ...string[]] = [first, ...others];
  return speciesFile(
    {
      family,
      summary: `Files of the species ${names.join(', ')}`,
      species: names,
      keys: keysOf(names),
    },
    fetch,
  );
}

/** `SpFrameFile` of `spFrame`. */
export function familyOfSpecies(species: string): string {
  const words = species.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  return `${words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')}File`;
}

let byFamily: Map<string, string[]> | undefined;

/** All species of all releases; some hundred milliseconds, so only when one is asked for. */
function speciesByFamily(): ReadonlyMap<string, readonly string[]> {
  if (byFamily !== undefined) return byFamily;
  byFamily = new Map();
  for (const species of new Set(releases.flatMap((release) => speciesOf(release)))) {
    const family = familyOfSpecies(species);
    byFamily.set(family, [...(byFamily.get(family) ?? []), species]);
  }
  return byFamily;
}

/** Keys that any release asks for, each once. */
function keysOf(names: readonly string[]): string[] {
  const keys = new Set<string>();
  for (const release of releases) {
    for (const species of names) {
      if (!speciesOf(release).includes(species)) continue;
      for (const key of speciesKeys(release, species)) keys.add(key);
    }
  }
  return [...keys];
}
