import { describe, expect, it } from 'vitest';
import { keyDescriptions } from '../../resources/sdss/keyDescriptions.ts';
import { speciesDescriptions } from '../../resources/sdss/speciesDescriptions.ts';
import { closest } from './closest.ts';
import { describeRelease, describeSpecies } from './describeSpecies.ts';
import { impliedVersions } from './impliedVersions.ts';
import { normaliseRelease, releases } from './release.ts';
import { speciesOf, speciesTemplate } from './species.ts';

const dr = (number: number) => normaliseRelease(`dr${number}`);

describe('species', () => {
  it('are 4,921 in 19 releases, all of whose templates can be compiled', () => {
    const counts = releases.map((release) => {
      const names = speciesOf(release);
      for (const species of names) speciesTemplate(release, species);
      return names.length;
    });
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(4921);
  });

  it('are described with keys, formats and versions', () => {
    expect(describeSpecies(dr(17), 'spec')).toEqual({
      release: 'dr17',
      species: 'spec',
      template:
        '@spectrodir|/{run2d}/spectra/full/{plateid:0>4}/spec-{plateid:0>4}-{mjd}-{fiberid:0>4}.fits',
      resolvable: true,
      description: speciesDescriptions['spec'],
      keys: [
        {
          key: 'run2d',
          required: true,
          meaning: keyDescriptions['run2d'],
          default: 'v5_13_2',
          choices: ['v5_13_2', '26', '103', '104'],
        },
        {
          key: 'plateid',
          required: true,
          meaning: keyDescriptions['plateid'],
          written: 'padded to 4',
        },
        { key: 'mjd', required: true, meaning: keyDescriptions['mjd'] },
        {
          key: 'fiberid',
          required: true,
          meaning: keyDescriptions['fiberid'],
          written: 'padded to 4',
        },
      ],
    });
    const unresolved = describeRelease(dr(19)).filter(({ resolvable }) => !resolvable);
    expect(unresolved.map(({ species }) => species)).toContain('asR');
  });

  it('have meanings only for keys that exist', () => {
    const all = new Set(
      releases.flatMap((release) =>
        describeRelease(release).flatMap(({ keys }) => keys.map(({ key }) => key)),
      ),
    );
    expect(Object.keys(keyDescriptions).filter((key) => !all.has(key))).toEqual([]);
  });

  it('have descriptions only under names that exist', () => {
    const all = new Set(releases.flatMap((release) => speciesOf(release)));
    expect(Object.keys(speciesDescriptions).filter((species) => !all.has(species))).toEqual([]);
  });

  it('imply versions only where a release was made with one', () => {
    expect(impliedVersions(dr(12), 'spAll')).toEqual({
      defaults: {},
      choices: { run2d: ['v5_7_0', 'v5_7_2', '26', '103', '104'] },
    });
    expect(impliedVersions(dr(8), 'spec')).toEqual({
      defaults: {},
      choices: { run2d: ['26', '103', '104'] },
    });
    expect(impliedVersions(dr(19), 'mwmStar').defaults).toEqual({ v_astra: '0.6.0' });
  });
});

describe('suggestions', () => {
  it('are near in spelling, best first, and none if nothing is near', () => {
    const names = ['apVisit', 'apVisitSum', 'apStar', 'spec-lite'];
    expect(closest('apvist', names)).toEqual(['apVisit']);
    expect(closest('Visit', names)).toEqual(['apVisit', 'apVisitSum']);
    expect(closest('SpecLite', names)).toEqual(['spec-lite']);
    expect(closest('qqqqqq', names)).toEqual([]);
    expect(closest('x'.repeat(10_000), names)).toEqual([]);
  });
});
