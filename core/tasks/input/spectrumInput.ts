import { Problem } from '../../problem/problem.ts';
import { expandTextPath } from '../../sdss/expandPath.ts';
import { identifyPath } from '../../sdss/identifyPath.ts';
import type { Canonical, Places } from '../../task/family.ts';
import { optional, type ParameterSet, type ParameterValues } from '../../task/parameter.ts';
import { choice, file, string } from '../../task/parameters/text.ts';
import type { Task } from '../../task/task.ts';
import { localFile } from '../files/localFile.ts';
import type { SdssFiles } from '../files/sdssFiles.ts';
import {
  canonicalKeys,
  fileStem,
  keyParameter,
  speciesIn,
  useRemote,
} from '../files/speciesFile.ts';
import { localName, pathInMirror } from './localName.ts';

/** The kinds of spectrum that a task can be asked for by keys, and the family of each. */
const kinds = {
  apVisit: { file: 'apVisitFile', species: ['apVisit'] },
  apStar: { file: 'apStarFile', species: ['apStar'] },
  aspcapStar: { file: 'aspcapStarFile', species: ['aspcapStar'] },
  spec: { file: 'specFile', species: ['spec', 'specFull'] },
  'spec-lite': { file: 'specLiteFile', species: ['spec-lite', 'specLite'] },
  mwmVisit: { file: 'mwmVisitFile', species: ['mwmVisit'] },
  mwmStar: { file: 'mwmStarFile', species: ['mwmStar'] },
} as const satisfies Record<
  string,
  { file: keyof SdssFiles; species: readonly [string, ...string[]] }
>;
type Kind = keyof typeof kinds;

/** Union of the keys of all kinds. Which matter depends on kind and release. */
const keys = [
  'telescope',
  'field',
  'plate',
  'mjd',
  'fiber',
  'obj',
  'healpix',
  'plateid',
  'fiberid',
  'fieldid',
  'catalogid',
  'sdss_id',
  'cat_id',
  'component',
  'location',
  'apred',
  'apstar',
  'aspcap',
  'results',
  'run2d',
  'v_astra',
  'prefix',
] as const;
type Key = (typeof keys)[number];

/** What may not be given where a file is. */
const besideInput = ['release', ...keys] as const;

/**
 * The parameters by which any task names the spectrum file it works on: `input=FILE`, or a kind of
 * file, a release and data-model keys. Spread them into a family's parameters and hand the values
 * to the functions below.
 */
export const spectrumInputParameters = {
  input: optional(
    file({
      help: 'A spectrum file; inside the mirror it means the same as its keys',
      batchable: true,
    }),
  ),
  species: choice(['apVisit', 'apStar', 'aspcapStar', 'spec', 'spec-lite', 'mwmVisit', 'mwmStar'], {
    help: 'Kind of file that the keys name',
    default: 'apVisit',
  }),
  release: optional(
    string({ help: 'Data release: DR17, DR19, sdsswork, IPL-3, …', batchable: true }),
  ),
  ...keyParameters(),
  use_remote: useRemote,
};

function keyParameters() {
  const parameters = Object.fromEntries(keys.map((key) => [key, keyParameter(key)]));
  // One optional text for each of `keys`, by construction.
  return parameters as Readonly<Record<Key, ReturnType<typeof keyParameter>>>;
}

export type SpectrumInput = Readonly<Record<Key, string | null>> & {
  readonly input: string | null;
  readonly species: Kind;
  readonly release: string | null;
  readonly use_remote: boolean;
};

/**
 * True of the kind of file that keys would name, in a task that was given a file or several: whatever
 * it is there says nothing of the task.
 */
export function saysNothing(
  set: ParameterSet,
  name: string,
  params: Readonly<Record<string, string>>,
): boolean {
  return (
    name === 'species' &&
    (params['input'] !== undefined || (params['inputs'] ?? '') !== '') &&
    set['species'] === spectrumInputParameters.species
  );
}

/** A path that a user typed, as keys where it lies in the mirror. */
export function interpretInput<V extends SpectrumInput>(values: V, places: Places): Canonical<V> {
  if (values.input === null) return { values, notes: [] };
  refuseKeysBesideInput(values);
  const inside = pathInMirror(values.input, places);
  const candidates = inside === undefined ? [] : candidatesFor(inside);
  const [only, ...others] = candidates;
  if (only === undefined) {
    return { values: { ...values, input: localName(values.input, places) }, notes: [] };
  }
  if (others.length > 0) throw ambiguous(values.input, candidates);
  const { kind, release, params } = only;
  return {
    values: { ...values, input: null, species: kind, release, ...params },
    notes: [`input is ${kind} of ${release} in the mirror: ${describeKeys(params)}`],
  };
}

/** The normal form: keys that do not matter gone, aliases resolved. Pure. */
export function canonicalInput<V extends SpectrumInput>(values: V): Canonical<V> {
  if (values.input !== null) {
    // With a file, kind and keys say nothing.
    return { values: { ...values, species: 'apVisit', release: null }, notes: [] };
  }
  if (values.release === null) {
    throw new Problem('missing-parameter', 'a file or a release and keys are needed', {
      where: { parameter: 'input' },
      advice: 'Give input=FILE, or release=DR17 and the keys of the visit',
    });
  }
  const species = speciesIn(values.release, kinds[values.species].species, 'species');
  const given: ParameterValues = Object.fromEntries(keys.map((key) => [key, values[key]]));
  const found = canonicalKeys(values.release, species, keys, given);
  return { values: { ...values, ...found.values }, notes: found.notes };
}

/** The file task that a spectrum task requires. */
export function inputTask(files: SdssFiles, values: SpectrumInput): Task {
  if (values.input !== null) return localFile.with({ path: values.input });
  return files[kinds[values.species].file].with({ ...values });
}

/** What the task is about: the name of its file without suffix. */
export function inputSubject(values: SpectrumInput): string {
  if (values.input !== null) return fileStem(values.input);
  const species = speciesIn(values.release ?? '', kinds[values.species].species, 'species');
  const params = Object.fromEntries(keys.flatMap((key) => pair(key, values[key])));
  return fileStem(expandTextPath({ release: values.release ?? '', species, params }).full);
}

function pair(key: string, value: string | null): [string, string][] {
  return value === null ? [] : [[key, value]];
}

interface Candidate {
  readonly kind: Kind;
  readonly release: string;
  readonly params: Readonly<Record<string, string>>;
}

function candidatesFor(path: string): Candidate[] {
  return identifyPath(path).flatMap(({ by, species, release, params, missing }): Candidate[] => {
    if (by !== 'path' || missing.length > 0) return [];
    const kind = (Object.keys(kinds) as Kind[]).find((name) =>
      kinds[name].species.some((candidate) => candidate === species),
    );
    return kind === undefined ? [] : [{ kind, release, params }];
  });
}

function refuseKeysBesideInput(values: SpectrumInput): void {
  const beside = besideInput.filter((key) => values[key] !== null);
  if (beside.length === 0) return;
  throw new Problem('bad-parameter', `input already names the file; ${beside.join(', ')} also do`, {
    where: { parameter: 'input' },
    advice: 'Give the file or the keys, not both',
  });
}

function ambiguous(path: string, candidates: readonly Candidate[]): Problem {
  const list = candidates.map(
    ({ kind, release, params }) => `${kind} of ${release} (${describeKeys(params)})`,
  );
  return new Problem('ambiguous-path', `this path can be read as ${list.join(' or ')}`, {
    where: { file: path, parameter: 'input' },
    advice: 'Give species, release and keys instead',
  });
}

function describeKeys(params: Readonly<Record<string, string>>): string {
  return Object.entries(params)
    .map(([key, value]) => `${key}=${value}`)
    .join(' ');
}
