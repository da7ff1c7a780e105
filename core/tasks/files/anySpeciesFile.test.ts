import { describe, expect, it } from 'vitest';
import { releases } from '../../sdss/release.ts';
import { speciesOf } from '../../sdss/species.ts';
import { builtInFamilies } from '../builtInFamilies.ts';
import { familyOfSpecies } from './anySpeciesFile.ts';
import { noFetch } from './archiveFetch.ts';

const registry = builtInFamilies(noFetch);

describe('a file task of any species', () => {
  it('exists for every species of every release, with its keys as batchable parameters', () => {
    const all = new Set(releases.flatMap((release) => speciesOf(release)));
    expect(all.size).toBeGreaterThan(800);
    for (const species of all) {
      const family = registry.get(familyOfSpecies(species));
      expect(family.external).toBe(true);
      expect(family.parameters.use_remote?.significant).toBe(false);
      const keys = family.significantList.filter(([name]) => name !== 'species');
      expect(keys.every(([, parameter]) => parameter.batchable)).toBe(true);
    }
  });

  it('knows where the file is', () => {
    const task = registry.get('SpFrameFile').with({
      release: 'DR17',
      run2d: 'v5_13_2',
      plateid: '3586',
      br: 'b',
      id: '1',
      frame: '115000',
    });
    expect(task.family.source(task.values)).toMatchObject({
      kind: 'sas',
      relative: expect.stringMatching(
        /^dr17\/eboss\/spectro\/redux\/v5_13_2\/.*3586\/spFrame/,
      ) as string,
    });
  });

  it('of a template with a key named release keeps it apart from the data release', () => {
    const family = registry.get('ApogeeStarhorseFile');
    expect(Object.keys(family.parameters)).toContain('key_release');
  });

  it('is about one file, never about a wildcard', () => {
    const visit = {
      release: 'DR17',
      telescope: 'apo25m',
      field: 'M67',
      plate: '*',
      mjd: '1',
      fiber: '1',
    };
    expect(() => registry.get('ApVisitFile').with(visit)).toThrow('many files');
  });

  it('is not invented for what no release has', () => {
    expect(() => registry.get('NoSuchThingFile')).toThrow('no task family');
  });
});
