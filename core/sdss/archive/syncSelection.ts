import { Problem } from '../../problem/problem.ts';
import type { ArchivePaths } from './archivePaths.ts';
import type { Target } from './targetList.ts';

/** What to bring here. Every combination of the lists is meant. */
export interface SyncSelection {
  readonly releases: readonly string[];
  readonly telescopes: readonly string[];
  readonly fields: readonly string[];
  /** Names of the path table; `defaultSpecies` if empty. */
  readonly species: readonly string[];
  /** Only these objects or files; their own columns take precedence over the lists above. */
  readonly targets?: readonly Target[];
}

/** Files of one species, by a pattern below the SAS base. */
export interface SyncRequest {
  readonly release: string;
  readonly species: string;
  readonly pattern: string;
}

/** What an APOGEE field is synced for, if nothing is said. */
export const defaultSpecies: readonly string[] = ['apStar', 'apVisit', 'aspcapStar'];

/** Keys of which one must be given: without it a pattern would walk through a whole release. */
const PLACES = [
  'field',
  'fieldid',
  'healpix',
  'plateid',
  'plate',
  'catalogid',
  'cat_id',
  'sdss_id',
];

const everything: readonly Target[] = [{}];

/**
 * The patterns that a selection asks for, each once.
 * @throws Problem `sync-selection` if it says too little; problems of the path table.
 */
export function expandSelection(selection: SyncSelection, paths: ArchivePaths): SyncRequest[] {
  const { targets, releases } = selection;
  const requests = new Map<string, SyncRequest>();
  const species = selection.species.length > 0 ? selection.species : defaultSpecies;
  for (const target of targets ?? everything) {
    const { release: ownRelease, species: ownSpecies, ...own } = target;
    const chosen = ownRelease === undefined ? releases : [ownRelease];
    if (chosen.length === 0) throw tooLittle('release', 'Give --release, for example DR17');
    for (const release of chosen) {
      for (const name of ownSpecies === undefined ? species : [ownSpecies]) {
        for (const params of placements(selection, own)) {
          const fitted = fitToSpecies(params, paths.keysOf(release, name), release, name);
          const pattern = paths.filePattern(release, name, fitted);
          requests.set(pattern, { release, species: name, pattern });
        }
      }
    }
  }
  return [...requests.values()];
}

function* placements(
  { telescopes, fields }: SyncSelection,
  own: Readonly<Record<string, string>>,
): Generator<Record<string, string>> {
  for (const telescope of telescopes.length > 0 ? telescopes : [undefined]) {
    for (const field of fields.length > 0 ? fields : [undefined]) {
      yield {
        ...(telescope === undefined ? {} : { telescope }),
        ...(field === undefined ? {} : { field }),
        ...own,
      };
    }
  }
}

function fitToSpecies(
  params: Readonly<Record<string, string>>,
  keys: readonly string[],
  release: string,
  species: string,
): Record<string, string> {
  const fitted: Record<string, string> = { ...params };
  if (fitted['field'] !== undefined && !keys.includes('field') && keys.includes('fieldid')) {
    fitted['fieldid'] ??= fitted['field'];
  }
  const places = PLACES.filter((key) => keys.includes(key));
  if (places.length > 0 && !places.some((key) => fitted[key] !== undefined)) {
    throw tooLittle(
      places.join(' or '),
      `${species} of ${release} is sorted by ${places.join(' and ')}: give one of them, or a target list that has it`,
    );
  }
  return fitted;
}

function tooLittle(parameter: string, advice: string): Problem {
  return new Problem('sync-selection', 'the selection would reach through a whole release', {
    where: { parameter },
    advice,
  });
}
