import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Problem } from '../problem/problem.ts';
import { expandPath, expandTextPath } from './expandPath.ts';
import type { PathParams } from './paramValue.ts';
import { releaseHeader } from './pathTable.ts';
import { releases, normaliseRelease } from './release.ts';
import { speciesKeys, speciesOf } from './species.ts';

const visit = {
  apred: 'dr17',
  telescope: 'apo25m',
  field: '000+14',
  plate: '8485',
  mjd: '59221',
  prefix: 'ap',
  fiber: 7,
};

const apVisitPath =
  'dr17/apogee/spectro/redux/dr17/visit/apo25m/000+14/8485/59221/apVisit-dr17-8485-59221-007.fits';

function full(release: string, species: string, params: PathParams): string {
  return expandPath({ release, species, params }).full;
}

function codeOf(run: () => unknown): string {
  try {
    run();
    return 'none';
  } catch (thrown) {
    return thrown instanceof Problem ? thrown.code : 'not a Problem';
  }
}

describe('a path', () => {
  it('of an apVisit is that of the archive, for DR17 and DR16', () => {
    expect(full('DR-17', 'apVisit', visit)).toBe(apVisitPath);
    expect(full('dr16', 'apVisit', { ...visit, apred: 'r12' })).toBe(
      'dr16/apogee/spectro/redux/r12/visit/apo25m/000+14/8485/59221/apVisit-r12-8485-59221-007.fits',
    );
  });

  it('does not depend on what was expanded before', () => {
    expect(full('dr19', 'apVisit', visit)).toMatch(/^dr19\/spectro\/apogee\/redux\//);
    expect(full('dr17', 'apVisit', visit)).toBe(apVisitPath);
    expect(codeOf(() => full('dr19', 'asR', { mjd: 1, chip: 'a', num: 1 }))).toBe('unresolved');
    expect(full('sdsswork', 'asR', { mjd: 1, chip: 'a', num: 1 })).toMatch(/^sdsswork\/data\//);
  });

  it('lies in the folder of its run2d', () => {
    const spectrum = { plateid: 266, mjd: 51602, fiberid: 1 };
    expect(full('dr17', 'spec', { ...spectrum, run2d: 26 })).toBe(
      'dr17/sdss/spectro/redux/26/spectra/full/0266/spec-0266-51602-0001.fits',
    );
    expect(full('dr17', 'spec', { ...spectrum, run2d: 'v5_13_2' })).toMatch(
      /^dr17\/eboss\/spectro\/redux\/v5_13_2\//,
    );
    expect(codeOf(() => full('dr8', 'spec', { ...spectrum, run2d: 'v5_13_2' }))).toBe('unresolved');
  });

  it('of a product loses the tags of the repository', () => {
    const slits = { plate: 8485, mjd: 59221, plugging: 1 };
    expect(expandPath({ release: 'dr17', species: 'mangaslitmap', params: slits })).toMatchObject({
      place: 'product',
      full: '$PRODUCT_ROOT/repo/manga/mangacore/v1_9_1/slitmaps/0084XX/8485/slitmap-8485-59221-01.par',
      location: 'repo/manga/mangacore/tags/v1_9_1/slitmaps/0084XX/8485/slitmap-8485-59221-01.par',
    });
  });

  it('takes digits for a whole number only where values are text', () => {
    const request = {
      release: 'dr17',
      species: 'mangaslitmap',
      params: { plate: '8485', mjd: '59221', plugging: '1' },
    };
    expect(codeOf(() => expandPath(request))).toBe('bad-value');
    expect(expandTextPath(request).full).toMatch(/-01\.par$/);
  });

  it('is refused with a suggestion for an unknown species', () => {
    expect(() => expandPath({ release: 'dr17', species: 'APVISIT', params: {} })).toThrow(
      expect.objectContaining({
        code: 'unknown-species',
        advice: expect.stringContaining('apVisit') as string,
      }),
    );
    expect(codeOf(() => full('dr17', '__proto__', {}))).toBe('unknown-species');
  });

  it('needs all its keys; null counts as given, undefined does not', () => {
    expect(() => expandPath({ release: 'dr17', species: 'apVisit', params: { mjd: 1 } })).toThrow(
      'apVisit also needs apred, fiber, field, plate, prefix, telescope',
    );
    expect(codeOf(() => full('dr17', 'apVisit', { ...visit, fiber: null }))).toBe('bad-value');
  });

  it.each(['../x', '/etc', 'a/b', 'a\\b', '$HOME', 'a@b|', '{x}', 'a\0b', 'a\nb', '.hidden', '..'])(
    'refuses the value %j',
    (field) => {
      expect(codeOf(() => full('dr17', 'apVisit', { ...visit, field }))).toBe('bad-value');
    },
  );

  it('does not look at keys that the template does not use', () => {
    expect(full('dr17', 'apVisit', { ...visit, note: '../$x' })).toBe(apVisitPath);
  });

  it('never leaves the folder of its release, whatever the values', () => {
    const speciesOfAll = releases.flatMap((release) =>
      speciesOf(release).map((species) => [release, species] as const),
    );
    const value = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.constantFrom('..', '.', '../..', '*', '', 'tags', '$HOME', '@platedir|', 'apo25m', '7'),
      fc.integer(),
      fc.double(),
      fc.bigInt(),
      fc.boolean(),
      fc.constant(null),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...speciesOfAll),
        fc.array(value),
        ([release, species], values) => {
          const keys = speciesKeys(release, species);
          const params = Object.fromEntries(keys.map((key, index) => [key, values[index] ?? '1']));
          try {
            const path = expandPath({ release, species, params }).full;
            const { top } = releaseHeader(normaliseRelease(release));
            expect(path.startsWith(`${top}/`) || path.startsWith('$PRODUCT_ROOT/')).toBe(true);
            expect(path).not.toMatch(/\/\.{0,2}(?:\/|$)|[\\@{}\0]/);
          } catch (thrown) {
            if (!(thrown instanceof Problem)) throw thrown;
          }
        },
      ),
      { numRuns: 5000 },
    );
  });
});
