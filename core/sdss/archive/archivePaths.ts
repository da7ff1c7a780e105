import { expandTextPath } from '../expandPath.ts';
import { impliedVersions } from '../impliedVersions.ts';
import { isPublic, normaliseRelease, releaseOfTopFolder } from '../release.ts';
import { speciesKeys } from '../species.ts';

/** What the archive client needs to know about releases and species. */
export interface ArchivePaths {
  /** The path below the SAS base of a file of a species; keys that are not given become `*`. */
  readonly filePattern: (
    release: string,
    species: string,
    params: Readonly<Record<string, string>>,
  ) => string;
  /** Keys of the species' template. */
  readonly keysOf: (release: string, species: string) => readonly string[];
  /** Whether a path below the SAS base belongs to a release that anyone may read now. */
  readonly isPublicPath: (path: string, now: Date) => boolean;
}

/** The project's own path templates, with the versions a release implies filled in. */
export const sdssPaths: ArchivePaths = {
  filePattern(releaseName, species, params) {
    const release = normaliseRelease(releaseName);
    const { defaults } = impliedVersions(release, species);
    const keys = speciesKeys(release, species);
    const wild = Object.fromEntries(keys.map((key) => [key, '*']));
    const implied = Object.fromEntries(
      Object.entries(defaults).filter(([key]) => keys.includes(key)),
    );
    // `telescope` decides the prefix of APOGEE files without being a key of every template.
    return expandTextPath({ release, species, params: { ...wild, ...implied, ...params } }).full;
  },
  keysOf: (release, species) => speciesKeys(normaliseRelease(release), species),
  isPublicPath(path, now) {
    const release = releaseOfTopFolder(path.split('/')[0] ?? '');
    return release !== undefined && isPublic(release, now);
  },
};
