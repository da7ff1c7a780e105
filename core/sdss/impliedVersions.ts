import { releaseVersions } from '../../resources/sdss/releaseVersions.ts';
import { releaseTable } from './pathTable.ts';
import type { Release } from './release.ts';
import { speciesTemplate } from './species.ts';

/** What a release says about the versions in the keys of a species. */
export interface ImpliedVersions {
  /** The version of each key that the release was made with, where it was only one. */
  readonly defaults: Readonly<Record<string, string>>;
  /** All versions to choose from, where there are several; never all that exist. */
  readonly choices: Readonly<Record<string, readonly string[]>>;
}

/** The runs of the SDSS-I/II spectra, which every release up to DR17 carries beside those of BOSS. */
const sdssRuns = ['26', '103', '104'];

/** Pipeline versions (`apred`, `run2d`, `v_astra`, …) that a release implies for a species' keys. */
export function impliedVersions(release: Release, species: string): ImpliedVersions {
  const { keys, segments } = speciesTemplate(release, species);
  const { folders } = releaseTable(release);
  const inSpectroFolder = segments.some(
    (segment) => segment.kind === 'call' && segment.name === 'spectrodir',
  );
  const defaults: Record<string, string> = {};
  const choices: Record<string, readonly string[]> = {};
  for (const key of keys) {
    const isBoss = key === 'run2d' || key === 'run1d';
    // DR8's entry names a BOSS version, but DR8 has no BOSS spectra and no folder for them.
    if (isBoss && !folders.has('BOSS_SPECTRO_REDUX')) {
      if (inSpectroFolder) choices[key] = sdssRuns;
      continue;
    }
    const versions = releaseVersions[release]?.[key];
    if (versions === undefined) continue;
    const [version] = versions;
    if (version !== undefined && versions.length === 1) defaults[key] = version;
    const all = isBoss && inSpectroFolder ? [...versions, ...sdssRuns] : versions;
    if (all.length > 1) choices[key] = all;
  }
  return { defaults, choices };
}
