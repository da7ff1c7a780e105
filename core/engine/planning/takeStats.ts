import { statSync } from 'node:fs';
import { idLength } from './idLength.ts';

/** Tasks of which one stat each tells whether they are as they were. */
export interface StatRequest {
  readonly count: number;
  readonly groups: readonly StatGroup[];
  /** Ids one after the other; absolute paths, separated by NUL; which task each one is. */
  readonly sources: { readonly ids: string; readonly paths: string; readonly places: Int32Array };
}

/** Tasks of one family. */
export interface StatGroup {
  /** Absolute folder of the family's outputs. */
  readonly folder: string;
  /**
   * What tells whether a task's outputs are as recorded: the name of the only file, or empty for the
   * folder of several. Undefined: see `names`.
   */
  readonly file: string | undefined;
  /** The only file of each task, separated by NUL, empty without one; undefined: its stamp says. */
  readonly names?: string | undefined;
  /** Ids, one after the other without anything between them. */
  readonly ids: string;
  readonly places: Int32Array;
}

/** What stats found of the tasks of a request, as far as they have been taken. */
export interface Stats {
  /** Three numbers a task: size, mtime (ms), kind (0 nothing there, 1 a file, 2 anything else). */
  readonly values: Float64Array;
  /** How many are done: of the sources in their order, then of the groups in theirs. */
  done: number;
}

export function noStats({ count }: StatRequest): Stats {
  return { values: new Float64Array(count * 3), done: 0 };
}

/** Stats between two questions to `mayGoOn`. */
const atOnce = 32;

/**
 * Takes the stats of a request that can be taken before its stamps are known, going on from where
 * `stats` stands, until all are taken or `mayGoOn` says no.
 */
export function takeStats(
  request: StatRequest,
  stats: Stats,
  mayGoOn: () => boolean = () => true,
): void {
  const { sources, groups } = request;
  const { values } = stats;
  let passed = 0;
  let until = stats.done + atOnce;
  /** From which of `count` more to go on; −1: not now. */
  const startOf = (count: number): number => {
    const from = Math.max(0, stats.done - passed);
    passed += count;
    return from < count ? from : -1;
  };
  const taken = (): boolean => {
    stats.done += 1;
    if (stats.done < until) return true;
    until = stats.done + atOnce;
    return mayGoOn();
  };
  const { length } = sources.places;
  const first = startOf(length);
  if (first >= 0) {
    const paths = sources.paths.split('\0');
    for (let index = first; index < length; index += 1) {
      statInto(values, sources.places[index] ?? 0, paths[index] ?? '');
      if (!taken()) return;
    }
  }
  for (const { file, names, folder, ids, places } of groups) {
    if (file === undefined && names === undefined) continue;
    const files = file === undefined ? names?.split('\0') : undefined;
    const end = file === undefined || file === '' ? '' : `/${file}`;
    const from = startOf(places.length);
    for (let index = from; index >= 0 && index < places.length; index += 1) {
      const id = ids.slice(index * idLength, (index + 1) * idLength);
      const path = `${folder}/${id.slice(0, 2)}/${id}`;
      if (files === undefined) statInto(values, places[index] ?? 0, path + end);
      else if (files[index] !== '') {
        statInto(values, places[index] ?? 0, `${path}/${files[index] ?? ''}`);
      }
      if (!taken()) return;
    }
  }
}

const quietly = { throwIfNoEntry: false } as const;

/** One stat; returns its kind. */
export function statInto(values: Float64Array, place: number, path: string): number {
  const stats = statSync(path, quietly);
  if (stats === undefined) {
    values.fill(0, place * 3, place * 3 + 3);
    return 0;
  }
  const kind = stats.isFile() ? 1 : 2;
  values[place * 3] = stats.size;
  values[place * 3 + 1] = stats.mtimeMs;
  values[place * 3 + 2] = kind;
  return kind;
}
