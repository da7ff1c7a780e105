import { releaseVersions } from '../../resources/sdss/releaseVersions.ts';
import type { PathCandidate } from './pathCandidate.ts';

const digits = /^(?:\d+|\*)$/;

/** What the values of well-known keys look like in files that exist. */
const usualValues: Readonly<Record<string, RegExp>> = {
  mjd: /^(?:\d{5}|\*)$/,
  plate: digits,
  plateid: digits,
  fiber: digits,
  fiberid: digits,
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
  ftype: /^(?:fits|parquet|\*)$/,
};

/**
 * How unlikely a candidate is, 0 for the best: values unlike those of their key weigh most, then
 * versions that are not the release's, then empty values, then a species that is not the one the file is named for.
 */
export function likelihood({ release, species, params }: PathCandidate, path: string): number {
  let rank = 0;
  for (const [key, value] of Object.entries(params)) {
    if (usualValues[key]?.test(value) === false) rank += 1000;
    if (value === '') rank += 50;
    const versions = releaseVersions[release]?.[key];
    if (versions !== undefined && !versions.includes(value)) rank += 100;
  }
  // Spectra of the 1 m telescope have species of their own with the same templates.
  const { telescope } = params;
  if (telescope !== undefined && species.endsWith('-1m') !== (telescope === 'apo1m')) rank += 10;
  return rank + (isNamedFor(path.slice(path.lastIndexOf('/') + 1), species) ? 0 : 1);
}

/** Whether the file name begins with the name of the species; `as…` files have `ap…` species. */
function isNamedFor(fileName: string, species: string): boolean {
  const file = fileName.toLowerCase();
  const name = species.toLowerCase();
  return file.startsWith(name) || file.replace(/^as/, 'ap').startsWith(name);
}
