import { canonicalParams } from './canonicalParams.ts';
import { expandPath } from './expandPath.ts';
import { likelihood } from './likelihood.ts';
import { locate } from './locate.ts';
import type { PathCandidate } from './pathCandidate.ts';
import { readPath } from './readPath.ts';
import { normaliseRelease, releases, type Release } from './release.ts';
import { reverseTemplates, type ReverseTemplate } from './reverseTemplate.ts';
import { simplestParams, type TextParams } from './simplestParams.ts';
import { withWholeNumbers } from './wholeNumbers.ts';

interface Ranked {
  readonly candidate: PathCandidate;
  readonly rank: number;
}

const suffixes = ['.gz', '.bz2', '.zip', '.fz'];

/**
 * What a local path, file name or URL may be: release, species and parameters, the likeliest
 * first. Several, since species share paths and a name alone says little; empty if nothing fits.
 * Compressed and uncompressed names are the same file. Every candidate expands to the path (or
 * name) again. Pure. Throws `unknown-release` for `options.release`.
 */
export function identifyPath(
  text: string,
  options: { readonly release?: string } = {},
): PathCandidate[] {
  return identifyRanked(text, options).map(({ candidate }) => candidate);
}

/** As `identifyPath`, with the rank of each candidate: equal ranks are equally likely. */
export function identifyRanked(text: string, options: { readonly release?: string }): Ranked[] {
  const only = options.release === undefined ? undefined : normaliseRelease(options.release);
  const { paths, fileName } = locate(text);
  if (fileName === '') return [];
  for (const { release, path } of paths) {
    const among = releasesToTry(release, only);
    const found = firstSpelling(path, (spelling) => ofPath(spelling, among));
    if (found.length > 0) return found;
  }
  const located = paths[0]?.release;
  const among = releasesToTry(located, only);
  return firstSpelling(fileName, (spelling) => ofName(spelling, among));
}

function releasesToTry(located: Release | undefined, only: Release | undefined): Release[] {
  if (located === undefined) return only === undefined ? [...releases] : [only];
  return only === undefined || only === located ? [located] : [];
}

/** The candidates of a path, or else of its other spelling, with or without compression. */
function firstSpelling(path: string, find: (path: string) => Ranked[]): Ranked[] {
  const compression = suffixes.find((suffix) => path.endsWith(suffix));
  const spellings =
    compression === undefined
      ? [path, ...suffixes.map((suffix) => path + suffix)]
      : [path, path.slice(0, -compression.length)];
  for (const spelling of spellings) {
    const found = find(spelling);
    if (found.length > 0) return found.sort((a, b) => a.rank - b.rank);
  }
  return [];
}

function ofPath(path: string, among: readonly Release[]): Ranked[] {
  return among.flatMap((release) =>
    reverseTemplates(release).flatMap((reverse) =>
      reverse.paths.flatMap((segments) => {
        const candidates = readPath(segments, path)
          .map((reading) => completed(release, reverse, reading, path))
          .filter((params) => params !== undefined)
          .map((params) => candidate(release, reverse, params, 'path'));
        return best(distinct(candidates), path);
      }),
    ),
  );
}

function ofName(fileName: string, among: readonly Release[]): Ranked[] {
  return among.flatMap((release) =>
    reverseTemplates(release).flatMap((reverse) => {
      if (!hasOwnName(reverse)) return [];
      const candidates = readPath(reverse.name.segments, fileName)
        .filter((reading) => namesAgree(reverse, reading, fileName))
        .map((reading) => candidate(release, reverse, simplestName(reverse, reading), 'name'));
      return best(distinct(candidates), fileName);
    }),
  );
}

/**
 * The reading, with what it needs besides to give the same path: the prefix of an APOGEE name comes
 * from telescope or instrument, which need not be in the path. `undefined` if nothing does.
 */
function completed(
  release: Release,
  { species, template }: ReverseTemplate,
  reading: TextParams,
  path: string,
): TextParams | undefined {
  // Keys that the path does not show matter only to functions that have nothing to say here.
  const unseen = Object.fromEntries([...template.unwritten].map((key) => [key, '']));
  const additions: TextParams[] = [{}];
  if (template.optional.includes('instrument')) {
    additions.push({ instrument: 'apogee-n' }, { instrument: 'apogee-s' });
  }
  if (template.optional.includes('telescope')) {
    additions.push({ telescope: 'apo25m' }, { telescope: 'lco25m' });
  }
  for (const addition of additions) {
    const params = withWholeNumbers(template, { ...unseen, ...reading, ...addition });
    try {
      if (expandPath({ release, species, params }).full !== path) continue;
      return canonicalParams(release, species, params).params;
    } catch {
      // A reading that the template refuses is no reading.
    }
  }
  return undefined;
}

/** Whether the name alone says something: `{type}.{format}` is the name of any file. */
function hasOwnName({ name }: ReverseTemplate): boolean {
  const texts = name.segments.map((segment) => (segment.kind === 'text' ? segment.text : ''));
  return /[a-z]/i.test(texts.join(' ').replace(/\.[a-z.0-9]+$/i, ''));
}

function namesAgree(
  { name, template }: ReverseTemplate,
  reading: TextParams,
  fileName: string,
): boolean {
  // Without the folders a prefix or a version of the layout cannot be checked.
  if (name.optional.length > 0 || name.keys.some((key) => reading[key] === undefined)) return true;
  try {
    return name.write(withWholeNumbers(template, reading)) === fileName;
  } catch {
    return false;
  }
}

function simplestName({ name, template }: ReverseTemplate, reading: TextParams): TextParams {
  if (name.keys.some((key) => reading[key] === undefined)) return reading;
  const write = (params: TextParams) => name.write(withWholeNumbers(template, params));
  return simplestParams(name, reading, write);
}

function candidate(
  release: Release,
  { species, template }: ReverseTemplate,
  params: TextParams,
  by: PathCandidate['by'],
): PathCandidate {
  const missing = template.keys.filter((key) => params[key] === undefined);
  return { release, species, params, missing, by };
}

function distinct(candidates: readonly PathCandidate[]): PathCandidate[] {
  return [
    ...new Map(
      candidates.map((item) => [JSON.stringify(Object.entries(item.params).sort()), item]),
    ).values(),
  ];
}

/** The likeliest readings of one species; others put a dash or a dot in the wrong value. */
function best(candidates: readonly PathCandidate[], path: string): Ranked[] {
  const ranked = candidates.map((item) => ({ candidate: item, rank: likelihood(item, path) }));
  const lowest = Math.min(...ranked.map(({ rank }) => rank));
  return ranked.filter(({ rank }) => rank === lowest);
}
