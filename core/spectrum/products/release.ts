/**
 * APOGEE reductions by the name in visit file names (`apVisit-r6-…`), with the release that published
 * them first (SDSS data model, `apred_vers` of each release).
 */
const apogeeReductions: Readonly<Record<string, string>> = {
  r3: 'DR10',
  r4: 'DR11',
  r5: 'DR12',
  r6: 'DR13',
  r8: 'DR14',
  r12: 'DR16',
  dr17: 'DR17',
  '1.3': 'DR19',
};

/** The release of a visit's or star's file, by its name in the pipeline; undefined for internal ones. */
export function releaseOfApogeeFile(name: string | undefined): string | undefined {
  const reduction = /^a[ps](?:Visit|Star)-([a-z]+\d+|\d+\.\d+)-/.exec(name?.trim() ?? '')?.[1];
  return reduction === undefined ? undefined : apogeeReductions[reduction];
}

/** The same for `run2d` of the optical pipeline; the legacy ones (26, 103, 104) are in all. */
const optical: Readonly<Record<string, string>> = {
  v5_4_45: 'DR9',
  v5_5_12: 'DR10',
  v5_6_5: 'DR11',
  v5_7_0: 'DR12',
  v5_7_2: 'DR12',
  v5_9_0: 'DR13',
  v5_10_0: 'DR14',
  v5_13_0: 'DR16',
  v5_13_2: 'DR17',
  v6_0_4: 'DR18',
  v6_1_3: 'DR19',
};

export function releaseOfRun2d(run2d: unknown): string | undefined {
  return typeof run2d === 'string' ? optical[run2d] : undefined;
}

/** `v_astra` of mwm files. */
const astra: Readonly<Record<string, string>> = { '0.6.0': 'DR19', '0.8.1': 'DR20' };

export function releaseOfAstra(version: string | undefined): string | undefined {
  return version === undefined ? undefined : astra[version];
}
