import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { identifyOne } from './identifyOne.ts';
import { identifyPath } from './identifyPath.ts';
import { readPath } from './readPath.ts';
import { parseTemplate } from './template.ts';

const path =
  'dr17/apogee/spectro/redux/dr17/visit/apo25m/000+14/8485/59221/apVisit-dr17-8485-59221-007.fits';
const params = {
  apred: 'dr17',
  telescope: 'apo25m',
  field: '000+14',
  plate: '8485',
  mjd: '59221',
  prefix: 'ap',
  fiber: '7',
};

describe('identification', () => {
  it.each([
    path,
    `/data/sas/${path}`,
    `/home/dr17/mirror/${path}`,
    `C:\\sas\\${path.replaceAll('/', '\\')}`,
    `https://data.sdss.org/sas/${path}`,
    `https://data.sdss.org/sas/${path.replace('+', '%2B')}?x=1#y`,
    `rsync://dtn.sdss.org/${path}`,
    `rsync://sdss5@dtn.sdss.org/${path}`,
    `${path}.gz`,
    path.replace('/visit/', '//visit/./'),
  ])('reads %s', (text) => {
    expect(identifyPath(text)).toEqual([
      { release: 'dr17', species: 'apVisit', params, missing: [], by: 'path' },
    ]);
  });

  it('takes a compressed file for the file itself, where an open end could take the suffix in', () => {
    const mask = 'dr12/boss/lss/mask/star.ply';
    expect(identifyPath(mask)[0]?.params).toEqual({ type: 'star', format: 'ply' });
    expect(identifyPath(`${mask}.gz`)).toEqual(identifyPath(mask));
    const plates = 'dr16/manga/spectro/redux/v2_4_3/platelist-v2_4_3.fits';
    expect(identifyPath(`${plates}.gz`)).toEqual(identifyPath(plates));
  });

  it('keeps the spelling of a path, since another one is another path', () => {
    const odd = path.replace('apo25m', 'APO25M');
    expect(identifyPath(odd)[0]?.params['telescope']).toBe('APO25M');
  });

  it('reads a product from its installed place and from its repository', () => {
    const place = 'slitmaps/0084XX/8485/slitmap-8485-59221-01.par';
    const found = [
      `$PRODUCT_ROOT/repo/manga/mangacore/v1_9_1/${place}`,
      `https://svn.sdss.org/public/repo/manga/mangacore/tags/v1_9_1/${place}`,
    ].map((text) => identifyPath(text));
    expect(found[0]).toEqual(found[1]);
    expect(found[0]).toMatchObject([
      { release: 'dr17', params: { plate: '8485', mjd: '59221', plugging: '1' } },
    ]);
  });

  it('says which keys a bare name leaves open, the likeliest release first', () => {
    expect(identifyPath('apVisit-dr17-8485-59221-007.fits')[0]).toEqual({
      release: 'dr17',
      species: 'apVisit',
      params: { prefix: 'ap', apred: 'dr17', plate: '8485', mjd: '59221', fiber: '7' },
      missing: ['telescope', 'field'],
      by: 'name',
    });
    const only = identifyPath('apVisit-dr17-8485-59221-007.fits', { release: 'DR-16' });
    expect(new Set(only.map(({ release }) => release))).toEqual(new Set(['dr16']));
  });

  it('finds nothing in what is no SDSS file', () => {
    const strange = ['', '/', 'notes.txt', 'dr17', 'dr17/notes.txt', `${'a'.repeat(5000)}.fits`];
    expect(strange.flatMap((text) => identifyPath(text))).toEqual([]);
  });

  it('tells the 1 m telescope from the others, where templates are the same', () => {
    const star = (telescope: string) =>
      `dr17/apogee/spectro/redux/dr17/stars/${telescope}/calibration/apStar-dr17-VESTA.fits`;
    expect(identifyOne(star('apo1m')).species).toBe('apStar-1m');
    expect(identifyOne(star('apo25m')).species).toBe('apStar');
    expect(identifyPath(star('apo25m')).map(({ species }) => species)).toContain('apStar-1m');
  });

  it('refuses to choose between equally likely files', () => {
    expect(() => identifyOne('spec-3606-55182-0679.fits')).toThrow(
      expect.objectContaining({ code: 'ambiguous-path' }),
    );
    expect(() => identifyOne('notes.txt')).toThrow(
      expect.objectContaining({ code: 'unknown-path' }),
    );
  });

  it('gives no throw for any text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.constantFrom('', 'dr17/', 'https://'),
        (text, start) => {
          identifyPath(start + text);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('takes bounded time for a name that fits in very many ways', () => {
    const segments = parseTemplate('{a}{b}{c}{d}{e}{f}{g}-{a}');
    const start = performance.now();
    expect(readPath(segments, `${'x'.repeat(200)}-y`).length).toBeLessThanOrEqual(32);
    expect(performance.now() - start).toBeLessThan(2000);
  });
});
