/** What the keys of the SDSS data model mean, for forms and help. */
const help: Readonly<Record<string, string>> = {
  apred: 'Version of the APOGEE reduction; each release implies one',
  apstar: 'Kind of combined APOGEE spectra, e.g. stars',
  aspcap: 'Version of the ASPCAP analysis; each release implies one',
  results: 'Version of the APOGEE results, in early releases',
  location: 'APOGEE location id, in early releases',
  telescope: 'apo25m, apo1m or lco25m',
  field: 'Field name, e.g. M67 or 000+14',
  plate: 'Plate number (APOGEE), or field id for robot observations',
  mjd: 'Modified Julian date of the observation, a whole number',
  fiber: 'Fibre number',
  prefix: 'ap for the north, as for the south; follows from the telescope',
  obj: 'Name of the object, e.g. 2M00452143+1634446',
  healpix: 'HEALPix index of the object (nside 128)',
  run2d: 'Version of the optical reduction; each release implies one',
  plateid: 'Plate number (SDSS, BOSS)',
  fiberid: 'Fibre number (SDSS, BOSS)',
  fieldid: 'Field id (SDSS-V)',
  catalogid: 'SDSS-V catalogue id of the target',
  cat_id: 'SDSS-V catalogue id of the target',
  sdss_id: 'SDSS id of the object',
  v_astra: 'Version of the Astra analysis; each release implies one',
  component: 'Component of a multiple system, where there are several',
};

/** Spellings that people use and that mean the same key. */
const aliases: Readonly<Record<string, readonly string[]>> = {
  fiber: ['fibre'],
  fiberid: ['fibreid'],
};

export function keyHelp(key: string): string {
  return help[key] ?? `Key ${key} of the SDSS data model`;
}

export function keyAliases(key: string): readonly string[] {
  return aliases[key] ?? [];
}

/**
 * The parameter that stands for a key. Nearly always the key itself; a few templates have a key
 * `release` besides the data release, or one with characters that no parameter has.
 */
export function parameterName(key: string): string {
  return key === 'release' || key === 'use_remote' ? `key_${key}` : key.replace(/\W+/g, '_');
}
