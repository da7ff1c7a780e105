import { keyDescriptions } from '../../resources/sdss/keyDescriptions.ts';
import { speciesDescriptions } from '../../resources/sdss/speciesDescriptions.ts';
import type { Format } from './format.ts';
import { impliedVersions } from './impliedVersions.ts';
import type { Release } from './release.ts';
import { speciesOf, speciesTemplate } from './species.ts';

/** A key of a species, as a form or a manual shows it. */
export interface KeyDescription {
  readonly key: string;
  /** What it stands for, where that is the same in most species. */
  readonly meaning?: string;
  /** Whether a path needs it; other keys matter only if they are given. */
  readonly required: boolean;
  /** How it is written: `padded to 4`, `first 2 characters`, `whole number`. */
  readonly written?: string;
  /** The version that the release implies. */
  readonly default?: string;
  /** Versions to choose from. */
  readonly choices?: readonly string[];
}

/** A file type of the SDSS data model in one release. */
export interface SpeciesDescription {
  readonly release: Release;
  readonly species: string;
  readonly keys: readonly KeyDescription[];
  /** As SDSS writes it: `$VARIABLE/{key:format}/@function|`. */
  readonly template: string;
  /** False if the release does not say where its files are. */
  readonly resolvable: boolean;
  /** A line for the most used species. */
  readonly description?: string;
}

/** All species of a release, by name. */
export function describeRelease(release: Release): SpeciesDescription[] {
  return speciesOf(release).map((species) => describeSpecies(release, species));
}

/** Throws `unknown-species`. */
export function describeSpecies(release: Release, species: string): SpeciesDescription {
  const template = speciesTemplate(release, species);
  const { defaults, choices } = impliedVersions(release, species);
  const description = speciesDescriptions[species];
  const describe = (key: string, required: boolean): KeyDescription => {
    const written = template.segments
      .map((segment) =>
        segment.kind === 'key' && segment.key === key ? describeFormat(segment.format) : undefined,
      )
      .find((text) => text !== undefined);
    const { [key]: meaning } = keyDescriptions;
    const { [key]: version } = defaults;
    const { [key]: versions } = choices;
    return {
      key,
      required,
      ...(meaning === undefined ? {} : { meaning }),
      ...(written === undefined ? {} : { written }),
      ...(version === undefined ? {} : { default: version }),
      ...(versions === undefined ? {} : { choices: versions }),
    };
  };
  return {
    release,
    species,
    keys: [
      ...template.keys.map((key) => describe(key, true)),
      ...template.optional.map((key) => describe(key, false)),
    ],
    template: template.template,
    resolvable: template.undefinedVariable === undefined,
    ...(description === undefined ? {} : { description }),
  };
}

function describeFormat(format: Format): string | undefined {
  switch (format.kind) {
    case 'plain':
      return undefined;
    case 'pad':
      return `padded to ${format.width}`;
    case 'cut':
      return `first ${format.length} characters`;
    case 'whole':
      return format.width > 0 ? `whole number padded to ${format.width}` : 'whole number';
  }
}
