import { Problem } from '../../problem/problem.ts';
import type { ArchivePaths } from './archivePaths.ts';
import { keysOfRow } from './targetColumns.ts';
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

export interface ExpandedSelection {
  readonly requests: readonly SyncRequest[];
  /** What was understood in another way than it was written, or left out, as sentences. */
  readonly notes: readonly string[];
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
 * The patterns that a selection asks for, each once. Of the default species those that a release
 * does not have, or not under what was given, are left out and noted; a species that was named is
 * never left out.
 * @throws Problem `sync-selection` if it says too little, `target-list` if no column of the list
 * says anything; problems of the path table.
 */
export function expandSelection(selection: SyncSelection, paths: ArchivePaths): ExpandedSelection {
  const { targets, releases } = selection;
  const requests = new Map<string, SyncRequest>();
  const notes = new Set<string>();
  let leftOut: Problem | undefined;
  for (const target of targets ?? everything) {
    const { release: ownRelease, species: ownSpecies, ...own } = target;
    const chosen = ownRelease === undefined ? releases : [ownRelease];
    if (chosen.length === 0) throw tooLittle('release', 'Give --release, for example DR17');
    const named = ownSpecies === undefined ? selection.species : [ownSpecies];
    for (const release of chosen) {
      for (const species of named.length > 0 ? named : defaultSpecies) {
        try {
          for (const request of requestsFor(release, species, selection, own, paths, notes)) {
            requests.set(request.pattern, request);
          }
        } catch (thrown) {
          if (named.length > 0 || !(thrown instanceof Problem)) throw thrown;
          if (!['unknown-species', 'sync-selection', 'target-list'].includes(thrown.code))
            throw thrown;
          leftOut ??= thrown;
          notes.add(`${species} is left out: ${leftOutBecause(thrown)}`);
        }
      }
    }
  }
  if (requests.size === 0 && leftOut !== undefined) throw leftOut;
  return { requests: [...requests.values()], notes: [...notes] };
}

function leftOutBecause({ code, message, advice }: Problem): string {
  return code === 'sync-selection' && advice !== undefined ? advice : message;
}

function* requestsFor(
  release: string,
  species: string,
  { telescopes, fields }: SyncSelection,
  own: Target,
  paths: ArchivePaths,
  notes: Set<string>,
): Generator<SyncRequest> {
  const keys = paths.keysOf(release, species);
  // `telescope` decides the prefix of APOGEE files without being a key of every template.
  const readable = keys.includes('telescope') ? keys : [...keys, 'telescope'];
  const row = keysOfRow(own, readable);
  if (Object.keys(own).length > 0 && Object.keys(row.params).length === 0) {
    throw new Problem(
      'target-list',
      `no column of the target list is a key of ${species}: ${Object.keys(own).join(', ')}`,
      {
        advice: `${species} of ${release} has the keys ${keys.join(', ')}; a catalogue (--catalogue) knows which files belong to an object`,
      },
    );
  }
  for (const { column, key } of row.notes) notes.add(`the column ${column} is read as ${key}`);
  for (const telescope of telescopes.length > 0 ? telescopes : [undefined]) {
    for (const field of fields.length > 0 ? fields : [undefined]) {
      const given = {
        ...(telescope === undefined ? {} : { telescope }),
        ...(field === undefined ? {} : { [fieldKey(keys)]: field }),
        ...row.params,
      };
      requirePlace(given, keys, release, species);
      yield { release, species, pattern: paths.filePattern(release, species, given) };
    }
  }
}

/** Fields of robot observations with BOSS have numbers, under a key of their own. */
function fieldKey(keys: readonly string[]): 'field' | 'fieldid' {
  return !keys.includes('field') && keys.includes('fieldid') ? 'fieldid' : 'field';
}

function requirePlace(
  params: Readonly<Record<string, string>>,
  keys: readonly string[],
  release: string,
  species: string,
): void {
  const places = PLACES.filter((key) => keys.includes(key));
  if (places.length === 0 || places.some((key) => params[key] !== undefined)) return;
  throw tooLittle(
    places.join(' or '),
    `${species} of ${release} is sorted by ${places.join(' and ')}: give one of them, a target list that has it, or a catalogue`,
  );
}

function tooLittle(parameter: string, advice: string): Problem {
  return new Problem('sync-selection', 'the selection would reach through a whole release', {
    where: { parameter },
    advice,
  });
}
