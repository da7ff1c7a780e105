import { describe, expect, it } from 'vitest';
import { toArchivePath } from './archivePath.ts';
import { sdssPaths } from './archivePaths.ts';
import { limitBandwidth } from './bandwidth.ts';
import { filesOfCatalogue } from './catalogueFiles.ts';
import { createRateMeter } from './rateMeter.ts';
import { syncState } from './syncPlan.ts';
import { expandSelection } from './syncSelection.ts';
import { parseTargetList } from './targetList.ts';

const nothing = { releases: [], telescopes: [], fields: [], species: [] };

describe('a selection', () => {
  it('becomes one pattern per release, field and species', () => {
    const patterns = expandSelection(
      {
        ...nothing,
        releases: ['DR17', 'DR16'],
        telescopes: ['apo25m'],
        fields: ['000+14', 'M67'],
        species: ['apStar'],
      },
      sdssPaths,
    ).requests.map((request) => request.pattern);
    expect(patterns).toEqual([
      'dr17/apogee/spectro/redux/dr17/stars/apo25m/000+14/*Star-dr17-*.fits',
      'dr17/apogee/spectro/redux/dr17/stars/apo25m/M67/*Star-dr17-*.fits',
      'dr16/apogee/spectro/redux/r12/stars/apo25m/000+14/*Star-r12-*.fits',
      'dr16/apogee/spectro/redux/r12/stars/apo25m/M67/*Star-r12-*.fits',
    ]);
  });

  it('takes spectra and stars of a field if no species is named', () => {
    const species = expandSelection(
      { ...nothing, releases: ['DR17'], telescopes: ['apo25m'], fields: ['M67'] },
      sdssPaths,
    ).requests.map((request) => request.species);
    expect(species).toEqual(['apStar', 'apVisit', 'aspcapStar']);
  });

  it('of single objects lets their own columns win', () => {
    const targets = parseTargetList('Field,APOGEE_ID\nM67,2M08504976+1149127\n');
    expect(
      expandSelection(
        {
          ...nothing,
          releases: ['DR17'],
          telescopes: ['apo25m'],
          fields: ['N7789'],
          species: ['apStar'],
          targets,
        },
        sdssPaths,
      ).requests.map((request) => request.pattern),
    ).toEqual([
      'dr17/apogee/spectro/redux/dr17/stars/apo25m/M67/*Star-dr17-2M08504976+1149127.fits',
    ]);
  });

  it('reads the columns of catalogues as the keys that a species has, and says so', () => {
    const of = (species: string, release: string, text: string) =>
      expandSelection(
        { ...nothing, releases: [release], species: [species], targets: parseTargetList(text) },
        sdssPaths,
      );
    const row = 'PLATE,MJD,FIBERID,TELESCOPE,FIELD\n5940,56780,7,apo25m,M67\n';
    const visit = of('apVisit', 'DR17', row);
    expect(visit.requests[0]?.pattern).toMatch(
      /M67\/5940\/56780\/\*Visit-dr17-5940-56780-007.fits$/,
    );
    expect(visit.notes).toEqual(['the column fiberid is read as fiber']);
    const spectrum = of('spec', 'DR17', 'PLATE,MJD,FIBERID,RUN2D\n266,51602,1,26\n');
    expect(spectrum.requests[0]?.pattern).toBe(
      'dr17/sdss/spectro/redux/26/spectra/full/0266/spec-0266-51602-0001.fits',
    );
    expect(spectrum.notes).toEqual(['the column plate is read as plateid']);
    const robot = of('specLite', 'DR19', 'FIELD,MJD,CATALOGID\n15143,59205,4375858477\n');
    expect(robot.requests[0]?.pattern).toMatch(/spec-015143-59205-4375858477.fits$/);
    const star = of('apStar', 'DR19', 'HEALPIX,APOGEE_ID,TELESCOPE\n12345,2M1,apo25m\n');
    expect(star.requests[0]?.pattern).toMatch(/apo25m\/12\/12345\/apStar-.*-apo25m-2M1.fits$/);
    expect(() => of('apStar', 'DR17', '2MASS,TEFF\n2M1,4000\n')).toThrow('no column of the target');
  });

  it('leaves out, in words, default species that a release does not have by field', () => {
    const { requests, notes } = expandSelection(
      { ...nothing, releases: ['DR17', 'DR19'], telescopes: ['apo25m'], fields: ['M67'] },
      sdssPaths,
    );
    expect(requests.map(({ release, species }) => `${release} ${species}`)).toEqual([
      'DR17 apStar',
      'DR17 apVisit',
      'DR17 aspcapStar',
      'DR19 apVisit',
    ]);
    expect(notes).toHaveLength(2);
    expect(notes[0]).toMatch(/^apStar is left out: apStar of DR19 is sorted by healpix/);
    expect(notes[1]).toMatch(/^aspcapStar is left out: dr19 has no species/);
  });

  it('that would walk through a whole release is refused, with what is missing', () => {
    expect(() =>
      expandSelection({ ...nothing, releases: ['DR17'], species: ['apStar'] }, sdssPaths),
    ).toThrow('whole release');
    expect(() =>
      expandSelection(
        { ...nothing, releases: ['DR19'], fields: ['M67'], species: ['apStar'] },
        sdssPaths,
      ),
    ).toThrow('whole release');
    expect(() => expandSelection({ ...nothing, releases: ['DR99'] }, sdssPaths)).toThrow('DR99');
  });
});

describe('a target list', () => {
  it('is a table of keys, or one object id a line, and keeps long numbers as they are', () => {
    expect(parseTargetList('\ufeffcatalogid,mjd\n63050394846126565,59000\n')).toEqual([
      { catalogid: '63050394846126565', mjd: '59000' },
    ]);
    expect(parseTargetList('# mine\n2M00000002+7417074\n\n2M1\n')).toEqual([
      { obj: '2M00000002+7417074' },
      { obj: '2M1' },
    ]);
    expect(() => parseTargetList('a,b\n1\n', 'list.csv')).toThrow(
      'row 2 has 1 cells, the head has 2',
    );
    expect(() => parseTargetList('')).toThrow('empty');
  });
});

describe('catalogue rows', () => {
  it('name their files without asking the archive', async () => {
    const rows = [
      { TELESCOPE: 'apo25m', FIELD: '000+14', APOGEE_ID: '2M1', FILE: 'apStar-dr17-2M1.fits' },
      { TELESCOPE: 'lco25m', FIELD: 'M67 ', APOGEE_ID: '2M2', FILE: 'asStar-dr17-2M2.fits ' },
      {
        TELESCOPE: 'lco25m',
        FIELD: 'M67',
        APOGEE_ID: '2M2',
        PLATE: '9667',
        MJD: 57995,
        FIBERID: 7,
      },
    ];
    const files = [];
    for await (const { path } of filesOfCatalogue(
      rows,
      'DR17',
      ['apStar', 'apVisit', 'aspcapStar'],
      sdssPaths,
    )) {
      files.push(path);
    }
    const base = 'dr17/apogee/spectro';
    expect(files).toEqual([
      `${base}/redux/dr17/stars/apo25m/000+14/apStar-dr17-2M1.fits`,
      `${base}/aspcap/dr17/synspec_rev1/apo25m/000+14/aspcapStar-dr17-2M1.fits`,
      `${base}/redux/dr17/stars/lco25m/M67/asStar-dr17-2M2.fits`,
      `${base}/aspcap/dr17/synspec_rev1/lco25m/M67/aspcapStar-dr17-2M2.fits`,
      `${base}/redux/dr17/visit/lco25m/M67/9667/57995/asVisit-dr17-9667-57995-007.fits`,
    ]);
  });
});

describe('the state of a file', () => {
  const path = toArchivePath('dr17/x/a.fits');
  const at = (text: string) => new Date(text);
  const local = { file: '/sas/dr17/x/a.fits', bytes: 10, modified: at('2021-11-05T10:11:30Z') };
  it.each([
    ['new without a copy', {}, undefined, 'new'],
    [
      'here if size and date agree',
      { bytes: 10, modified: at('2021-11-05T10:11Z') },
      local,
      'here',
    ],
    ['changed if the size differs', { bytes: 11 }, local, 'changed'],
    [
      'asked again if the listing is newer',
      { bytes: 10, modified: at('2022-01-01T00:00Z') },
      local,
      'recheck',
    ],
    [
      'here if the listing is older',
      { bytes: 10, modified: at('2020-01-01T00:00Z') },
      local,
      'here',
    ],
    [
      'here under the other compression',
      { bytes: 4 },
      { ...local, file: '/sas/dr17/x/a.fits.gz' },
      'here',
    ],
  ])('is %s', (_name, remote, copy, state) => {
    expect(syncState({ path, ...remote }, copy)).toBe(state);
  });
});

describe('rate and limit', () => {
  it('measure over a window of seconds', () => {
    let now = 0;
    const meter = createRateMeter(() => now);
    for (; now < 20_000; now += 100) meter.add(now < 10_000 ? 100 : 1000);
    expect(meter.rate()).toBeGreaterThan(9_000);
    expect(meter.rate()).toBeLessThan(11_000);
    now += 10_000;
    expect(meter.rate()).toBe(0);
  });

  it('hold the sum of all connections to the limit', async () => {
    let now = 0;
    const line = limitBandwidth(1000, {
      now: () => now,
      sleep: (ms) => {
        now += ms;
        return Promise.resolve();
      },
    });
    for (let i = 0; i < 100; i++) await line.take(100);
    expect(now).toBeGreaterThan(9_500);
    expect(now).toBeLessThan(10_500);
  });
});
