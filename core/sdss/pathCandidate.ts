import type { Release } from './release.ts';

/** What a file may be. */
export interface PathCandidate {
  readonly release: Release;
  readonly species: string;
  /** Text for each key that the path tells, in the spelling of `canonicalParams`. */
  readonly params: Readonly<Record<string, string>>;
  /** Keys that a path of the species needs and that the file name alone does not tell. */
  readonly missing: readonly string[];
  /** Whether the whole path fits, or the file name alone. */
  readonly by: 'path' | 'name';
}
