import { compressionSuffixes } from './compressedName.ts';
import { likelihood, unusual } from './likelihood.ts';
import { locate } from './locate.ts';
import { matchName } from './matchName.ts';
import { matchPath } from './matchPath.ts';
import type { PathCandidate } from './pathCandidate.ts';
import { normaliseRelease, releases, type Release } from './release.ts';
import { reverseTemplates, type ReverseTemplate } from './reverseTemplate.ts';
import type { TextParams } from './simplestParams.ts';
import { speciesTemplate } from './species.ts';

/** A candidate and how unlikely it is: the lower, the better. */
export interface Ranked {
  readonly candidate: PathCandidate;
  readonly rank: number;
}

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
  const located = new Set(paths.map(({ release }) => release));
  const among =
    located.size === 0
      ? releasesToTry(undefined, only)
      : [...located].flatMap((release) => releasesToTry(release, only));
  return firstSpelling(fileName, (spelling) => ofName(spelling, among));
}

function releasesToTry(located: Release | undefined, only: Release | undefined): Release[] {
  if (located === undefined) return only === undefined ? [...releases] : [only];
  return only === undefined || only === located ? [located] : [];
}

/** The candidates of a path, or else of its other spelling, with or without compression. */
function firstSpelling(path: string, find: (path: string) => Ranked[]): Ranked[] {
  const compression = compressionSuffixes.find((suffix) => path.endsWith(suffix));
  const ranked = (spelling: string) => find(spelling).sort((a, b) => a.rank - b.rank);
  const asItIs = ranked(path);
  if (compression === undefined) {
    if (asItIs.length > 0) return asItIs;
    return firstNotEmpty(compressionSuffixes.map((suffix) => () => ranked(path + suffix)));
  }
  // An open end (`{type}.{format}`) would take `.gz` for a value, which is rarely what is meant.
  const named = asItIs.filter(({ candidate: { release, species } }) =>
    speciesTemplate(release, species).template.endsWith(compression),
  );
  return firstNotEmpty([
    () => named,
    () => ranked(path.slice(0, -compression.length)),
    () => asItIs,
  ]);
}

function firstNotEmpty(finds: readonly (() => Ranked[])[]): Ranked[] {
  for (const find of finds) {
    const found = find();
    if (found.length > 0) return found;
  }
  return [];
}

function ofPath(path: string, among: readonly Release[]): Ranked[] {
  return among.flatMap((release) =>
    reverseTemplates(release).flatMap((reverse) => {
      const matches = matchPath(release, reverse, path);
      return likeliest(release, reverse, matches, 'path', path);
    }),
  );
}

function ofName(fileName: string, among: readonly Release[]): Ranked[] {
  return among.flatMap((release) =>
    reverseTemplates(release).flatMap((reverse) =>
      // A name alone is too little for values that look wrong.
      likeliest(release, reverse, matchName(reverse, fileName), 'name', fileName).filter(
        ({ rank }) => rank < unusual,
      ),
    ),
  );
}

/** The likeliest matches of one species; others put a dash or a dot in the wrong value. */
function likeliest(
  release: Release,
  { species, template }: ReverseTemplate,
  matches: readonly TextParams[],
  by: PathCandidate['by'],
  path: string,
): Ranked[] {
  const ranked = distinct(matches).map((params) => {
    const missing = template.keys.filter((key) => params[key] === undefined);
    const candidate: PathCandidate = { release, species, params, missing, by };
    return { candidate, rank: likelihood(candidate, path) };
  });
  const lowest = Math.min(...ranked.map(({ rank }) => rank));
  return ranked.filter(({ rank }) => rank === lowest);
}

function distinct(matches: readonly TextParams[]): TextParams[] {
  const byText = new Map(
    matches.map((params) => [JSON.stringify(Object.entries(params).sort()), params]),
  );
  return [...byText.values()];
}
