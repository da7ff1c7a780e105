import { Problem } from '../problem/problem.ts';
import { closest } from './closest.ts';
import { compileTemplate, type CompiledTemplate } from './compiledTemplate.ts';
import { releaseTable } from './pathTable.ts';
import type { Release } from './release.ts';

const compiled = new Map<Release, Map<string, CompiledTemplate>>();

/** Names of all species of a release, sorted. */
export function speciesOf(release: Release): string[] {
  return [...releaseTable(release).templates.keys()].sort();
}

/**
 * The compiled template of a species; compiled on first use. Names are case-sensitive, since some
 * differ by case only. Throws `unknown-species`, with the names most like it.
 */
export function speciesTemplate(release: Release, species: string): CompiledTemplate {
  let cache = compiled.get(release);
  if (cache === undefined) {
    cache = new Map();
    compiled.set(release, cache);
  }
  const ready = cache.get(species);
  if (ready !== undefined) return ready;
  const table = releaseTable(release);
  const template = table.templates.get(species);
  if (template === undefined) throw unknownSpecies(release, species);
  const fresh = compileTemplate(species, template, table);
  cache.set(species, fresh);
  return fresh;
}

/** Keys that a path of the species needs, in the order of its template. */
export function speciesKeys(release: Release, species: string): readonly string[] {
  return speciesTemplate(release, species).keys;
}

function unknownSpecies(release: Release, species: string): Problem {
  const near = closest(species, releaseTable(release).templates.keys());
  return new Problem('unknown-species', `${release} has no species ${JSON.stringify(species)}`, {
    where: { parameter: 'species' },
    advice:
      near.length > 0
        ? `Did you mean ${near.join(' or ')}?`
        : `See the list with: astra species --release ${release}`,
  });
}
