import type { ArchiveFetch } from './archiveFetch.ts';
import { speciesFile } from './speciesFile.ts';

/** The SDSS files that have a family of their own. Keys: the union over all releases. */
export function sdssFiles(fetch: ArchiveFetch) {
  return {
    apVisitFile: speciesFile(
      {
        family: 'ApVisitFile',
        summary: 'One APOGEE visit: three chips, topocentric, before combination',
        species: ['apVisit'],
        keys: ['telescope', 'field', 'plate', 'mjd', 'fiber', 'apred', 'prefix'],
      },
      fetch,
    ),
    apStarFile: speciesFile(
      {
        family: 'ApStarFile',
        summary: 'All APOGEE visits of a star and their combination, at rest',
        species: ['apStar'],
        keys: ['telescope', 'field', 'obj', 'healpix', 'apred', 'apstar', 'prefix'],
      },
      fetch,
    ),
    aspcapStarFile: speciesFile(
      {
        family: 'AspcapStarFile',
        summary: 'Normalised APOGEE spectrum of a star with the best ASPCAP model',
        species: ['aspcapStar'],
        keys: ['telescope', 'field', 'obj', 'location', 'apred', 'apstar', 'aspcap', 'results'],
      },
      fetch,
    ),
    specFile: speciesFile(
      {
        family: 'SpecFile',
        summary: 'Optical spectrum with its single exposures (SDSS, BOSS, eBOSS, SDSS-V)',
        species: ['spec', 'specFull'],
        keys: ['plateid', 'fiberid', 'fieldid', 'catalogid', 'mjd', 'run2d'],
      },
      fetch,
    ),
    specLiteFile: speciesFile(
      {
        family: 'SpecLiteFile',
        summary: 'Optical spectrum, combined only (SDSS, BOSS, eBOSS, SDSS-V)',
        species: ['spec-lite', 'specLite'],
        keys: ['plateid', 'fiberid', 'fieldid', 'catalogid', 'mjd', 'run2d'],
      },
      fetch,
    ),
    mwmVisitFile: speciesFile(
      {
        family: 'MwmVisitFile',
        summary: 'Every visit of a Milky Way Mapper star, resampled, with masks',
        species: ['mwmVisit'],
        keys: ['sdss_id', 'cat_id', 'component', 'v_astra', 'run2d', 'apred'],
      },
      fetch,
    ),
    mwmStarFile: speciesFile(
      {
        family: 'MwmStarFile',
        summary: 'Combined spectra of a Milky Way Mapper star, by telescope and instrument',
        species: ['mwmStar'],
        keys: ['sdss_id', 'cat_id', 'component', 'v_astra', 'run2d', 'apred'],
      },
      fetch,
    ),
    allStarFile: speciesFile(
      {
        family: 'AllStarFile',
        summary: 'Catalogue with a row for each APOGEE star',
        species: ['allStar'],
        keys: ['apred', 'aspcap', 'apstar', 'results', 'telescope'],
      },
      fetch,
    ),
    allVisitFile: speciesFile(
      {
        family: 'AllVisitFile',
        summary: 'Catalogue with a row for each APOGEE visit',
        species: ['allVisit'],
        keys: ['apred', 'aspcap', 'apstar', 'results', 'telescope'],
      },
      fetch,
    ),
    apVisitSumFile: speciesFile(
      {
        family: 'ApVisitSumFile',
        summary: 'All visits of one plate on one night: a row for each fibre',
        species: ['apVisitSum'],
        keys: ['telescope', 'field', 'plate', 'mjd', 'apred'],
      },
      fetch,
    ),
    spAllFile: speciesFile(
      {
        family: 'SpAllFile',
        summary: 'Catalogue with a row for each optical spectrum',
        species: ['spAll'],
        keys: ['run2d'],
      },
      fetch,
    ),
  };
}

export type SdssFiles = ReturnType<typeof sdssFiles>;
