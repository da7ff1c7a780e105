import { canonicalParams } from '../../sdss/canonicalParams.ts';
import { expandTextPath } from '../../sdss/expandPath.ts';
import { normaliseRelease, type Release } from '../../sdss/release.ts';
import { speciesOf } from '../../sdss/species.ts';
import { Problem } from '../../problem/problem.ts';
import { defineTask, type Canonical, type DefinedFamily } from '../../task/family.ts';
import {
  optional,
  type Parameter,
  type ParameterSet,
  type ParameterValues,
} from '../../task/parameter.ts';
import { boolean } from '../../task/parameters/number.ts';
import { string } from '../../task/parameters/text.ts';
import { keyAliases, keyHelp, parameterName } from './keyHelp.ts';
import type { ArchiveFetch } from './archiveFetch.ts';

/** What fixes a family of SDSS files: its name, and the species that it is called by release. */
export interface SpeciesFileOptions<K extends string> {
  readonly family: string;
  readonly summary: string;
  /** Names of the same kind of file in different releases (`spec` became `specFull`). */
  readonly species: readonly [string, ...string[]];
  /** Every key that any release asks for; which of them matter depends on the release. */
  readonly keys: readonly K[];
}

export type SpeciesParameters<K extends string> = {
  readonly release: Parameter<string>;
  readonly use_remote: Parameter<boolean>;
} & Readonly<Record<K, Parameter<string | null>>>;

/**
 * A family of files of the SDSS data model: external, complete when the file is in one of the SAS
 * roots. Values are brought to their normal form, so that `fiber=7`, `fiber=007` and the path of
 * the file are one task.
 */
export function speciesFile<const K extends string>(
  options: SpeciesFileOptions<K>,
  fetch: ArchiveFetch,
): DefinedFamily<SpeciesParameters<K>> {
  const { family, summary, species, keys } = options;
  const path = (values: ParameterValues) => {
    const release = releaseIn(values);
    const name = speciesIn(release, species, family);
    return expandTextPath({ release, species: name, params: givenKeys(values, keys) });
  };
  return defineTask({
    family,
    version: '1.0',
    summary,
    group: 'Files',
    parameters: speciesParameters(keys),
    outputs: {},
    resources: { sas: 1 },
    subject: (params) => fileStem(path({ ...params }).full),
    canonical: (params) => {
      const values: ParameterValues = { ...params };
      const release = releaseIn(values);
      const name = speciesIn(release, species, family);
      const found = canonicalKeys(release, name, keys, values);
      // The same parameters with other texts: names and types are those of `speciesParameters`.
      return { ...found, values: { ...values, ...found.values } } as Canonical<typeof params>;
    },
    source: (params) => ({ kind: 'sas', relative: path({ ...params }).full }),
    fetch: (params, place) => fetch(releaseIn({ ...params }), place),
  });
}

export function speciesParameters<K extends string>(keys: readonly K[]): SpeciesParameters<K> {
  const byKey: ParameterSet = Object.fromEntries(
    keys.map((key) => [parameterName(key), keyParameter(key)]),
  );
  // One optional text for each of `keys`, by construction.
  return { release: releaseParameter, ...byKey, use_remote: useRemote } as SpeciesParameters<K>;
}

/** A key of the data model as a parameter: free text, since the releases differ in what they allow. */
export function keyParameter(key: string): Parameter<string | null> {
  const help = keyHelp(key);
  return optional(string({ help, batchable: true, aliases: keyAliases(key) }));
}

export const releaseParameter = string({
  help: 'Data release: DR17, DR19, sdsswork, IPL-3, …',
  allowed: 'a release such as DR17',
  batchable: true,
});

export const useRemote = boolean({
  help: 'Fetch the file from the archive if it is not here',
  default: false,
  significant: false,
});

/** The normal form of the keys that a path depends on; all others become null. */
export function canonicalKeys(
  release: string,
  species: string,
  keys: readonly string[],
  values: ParameterValues,
): Canonical<ParameterValues> {
  const given = givenKeys(values, keys);
  for (const [key, value] of Object.entries(given)) {
    if (!value.includes('*')) continue;
    throw new Problem('bad-parameter', `"${value}" stands for many files, a task is about one`, {
      where: { parameter: parameterName(key) },
      advice: 'Make a task for each with --batch, or bring them all here with astra sync',
    });
  }
  const found = canonicalParams(release, species, given);
  const cleared = Object.fromEntries(
    keys.map((key) => [parameterName(key), found.params[key] ?? null]),
  );
  const notes = found.notes.map(({ key, from, to }) => `${key}: ${from} is read as ${to}`);
  return { values: { release: found.release, ...cleared }, notes };
}

/** The name that a release has for a kind of file. */
export function speciesIn(
  release: string,
  species: readonly [string, ...string[]],
  family: string,
): string {
  const known = speciesOf(normaliseRelease(release));
  const name = species.find((candidate) => known.includes(candidate));
  if (name !== undefined) return name;
  throw new Problem('unknown-species', `${release} has no ${species[0]} files`, {
    where: { family, parameter: 'release' },
    advice: `\`astra species --release ${release}\` lists what it has`,
  });
}

function releaseIn({ release }: ParameterValues): Release {
  return normaliseRelease(typeof release === 'string' ? release : '');
}

function givenKeys(values: ParameterValues, keys: readonly string[]): Record<string, string> {
  const given: Record<string, string> = {};
  for (const key of keys) {
    const value = values[parameterName(key)];
    if (typeof value === 'string') given[key] = value;
  }
  return given;
}

/** `apVisit-dr17-5940-56780-007` of a path. */
export function fileStem(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return name.replace(/\.(gz|bz2|zip|fz)$/, '').replace(/\.[^.]+$/, '');
}
