import { Problem } from '../../problem/problem.ts';
import type { FetchPlace } from '../../task/family.ts';

/** Fetches one file of the archive to its place. Rejects with a `Problem`. */
export type ArchiveFetch = (release: string, place: FetchPlace) => Promise<void>;

/** For programs that never fetch (planning, listing). */
export const noFetch: ArchiveFetch = (_release, place) =>
  Promise.reject(
    new Problem('no-archive', 'files cannot be fetched here', { where: { file: place.relative } }),
  );
