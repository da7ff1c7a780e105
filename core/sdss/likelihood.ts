import { releaseVersions } from '../../resources/sdss/releaseVersions.ts';
import type { PathCandidate } from './pathCandidate.ts';
import type { Release } from './release.ts';
import { speciesTemplate } from './species.ts';

const digits = /^(?:\d+|\*)$/;

/** What the values of well-known keys look like in files that exist. */
const usualValues: Readonly<Record<string, RegExp>> = {
  mjd: /^(?:\d{5}|\*)$/,
  plate: digits,
  plateid: digits,
  fiber: digits,
  fiberid: digits,
  fieldid: digits,
  // Fields have numbers and co-adds have names; their spectra share folders.
  coadd: /^(?!\d*$)(?!.*_(?:apo|lco)$)/,
  obs: /^(?:apo|lco|\*|)$/,
  healpix: digits,
  sdss_id: digits,
  catalogid: digits,
  cat_id: digits,
  tileid: digits,
  designid: digits,
  configid: digits,
  num: digits,
  run: digits,
  rerun: digits,
  camcol: /^(?:[1-6]|\*)$/,
  filter: /^(?:[ugriz]|\*)$/,
  telescope: /^(?:apo25m|apo1m|lco25m|\*)$/,
  instrument: /^(?:apogee-[ns]|\*)$/,
  prefix: /^(?:ap|as|\*)$/,
  chip: /^(?:[abc]|\*)$/,
  dr: /^(?:dr\d+|\*)$/i,
  br: /^(?:[br]|\*)$/,
  ftype: /^(?:fits|parquet|h5|hdf5|csv|\*)$/,
  apred: /^(?:[\w.]+|\*)$/,
};

const versionKeys: ReadonlySet<string> = new Set(
  Object.values(releaseVersions).flatMap((versions) => Object.keys(versions)),
);

/** What a value unlike those of its key weighs: more than all else together. */
export const unusual = 1000;

/**
 * How unlikely a candidate is, lowest for the best. Values unlike those of their key weigh most,
 * then versions that are not the release's, then empty values; between species it tells the one the
 * file is named for, and the one whose template says more.
 */
export function likelihood({ release, species, params }: PathCandidate, path: string): number {
  let rank = 0;
  for (const [key, value] of Object.entries(params)) {
    if (usualValues[key]?.test(value) === false) rank += unusual;
    if (value === '') rank += 50;
    if (versionKeys.has(key) && releaseVersions[release]?.[key]?.includes(value) !== true) {
      rank += 100;
    }
  }
  // Spectra of the 1 m telescope have species of their own with the same templates.
  const { telescope } = params;
  if (telescope !== undefined && species.endsWith('-1m') !== (telescope === 'apo1m')) rank += 10;
  if (!isNamedFor(path.slice(path.lastIndexOf('/') + 1), species)) rank += 1;
  return rank + 1 / (1 + literalLength(release, species));
}

/** How much of the template is fixed text: the more, the less it fits by chance. */
function literalLength(release: Release, species: string): number {
  const { template } = speciesTemplate(release, species);
  return template.replace(/\{[^}]*\}|@\w+\||^\$\w+/g, '').length;
}

/** Whether the file name begins with the name of the species; `as…` files have `ap…` species. */
function isNamedFor(fileName: string, species: string): boolean {
  const file = fileName.toLowerCase();
  const name = species.toLowerCase().replaceAll('_', '');
  return file.startsWith(name) || file.replace(/^as/, 'ap').startsWith(name);
}
