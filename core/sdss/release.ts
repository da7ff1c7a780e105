import { Problem } from '../problem/problem.ts';
import { closest } from './closest.ts';
import { releaseHeader, releaseNames } from './pathTable.ts';

/** A release that the path table knows, in its normal spelling: `dr17`, `ipl3`, `sdsswork`. */
export type Release = string & { readonly __brand: 'Release' };

const known = new Map<string, Release>(releaseNames.map((name) => [name, name as Release]));

/** All releases, oldest data release first, then internal ones. */
export const releases: readonly Release[] = [...known.values()];

/**
 * The normal spelling of a release: `DR-17`, `Dr17` and `dr17` are one. Throws `unknown-release`,
 * with a suggestion; nothing is ever taken for another release.
 */
export function normaliseRelease(name: string): Release {
  const release = known.get(name) ?? known.get(name.trim().toLowerCase().replaceAll('-', ''));
  if (release !== undefined) return release;
  const near = closest(name, releaseNames);
  throw new Problem('unknown-release', `there is no release ${JSON.stringify(name)}`, {
    where: { parameter: 'release' },
    advice:
      near.length > 0 ? `Did you mean ${near.join(' or ')}?` : `Known: ${releaseNames.join(', ')}`,
  });
}

/** Day of public release, `YYYY-MM-DD`, if the release has or had one. */
export function releaseDate(release: Release): string | undefined {
  return releaseHeader(release).released;
}

/**
 * Whether a release is open to everyone at a time: a data release (`dr…`) whose day has come.
 * Internal releases (`ipl…`, `sdsswork`) never are.
 */
export function isPublic(release: Release, now: Date): boolean {
  return release.startsWith('dr') && releaseHeader(release).releasedAt <= now.getTime();
}

const releaseOfTop = new Map(releases.map((release) => [releaseHeader(release).top, release]));

/** The release whose files are below a top folder of the SAS: `dr17`, `ipl-3`. */
export function releaseOfTopFolder(top: string): Release | undefined {
  return releaseOfTop.get(top);
}
