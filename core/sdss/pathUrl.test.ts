import { describe, expect, it } from 'vitest';
import { expandPath, type SdssPath } from './expandPath.ts';
import { pathUrl } from './pathUrl.ts';
import { normaliseRelease } from './release.ts';

const before = new Date('2026-07-29T12:00:00Z');
const after = new Date('2026-07-30T12:00:00Z');

const star = expandPath({
  release: 'dr20',
  species: 'mwmStar',
  params: { v_astra: '0.8.1', sdss_id: 54392544 },
});
const location = 'dr20/spectro/astra/0.8.1/spectra/star/25/44/mwmStar-0.8.1-54392544.fits';

describe('a URL', () => {
  it('changes its host on the day of release', () => {
    expect(pathUrl(star, 'https', before)).toBe(`https://data.sdss5.org/sas/${location}`);
    expect(pathUrl(star, 'https', after)).toBe(`https://data.sdss.org/sas/${location}`);
  });

  it('may be of the mirror or of rsync, with the user of an internal release', () => {
    expect(pathUrl(star, 'mirror', after)).toBe(`https://data.mirror.sdss.org/sas/${location}`);
    expect(pathUrl(star, 'rsync', after)).toBe(`rsync://dtn.sdss.org/${location}`);
    expect(pathUrl(star, 'rsync', before)).toBe(`rsync://sdss5@dtn.sdss.org/${location}`);
  });

  it('of a product is that of the repository, below tags', () => {
    const plan = expandPath({ release: 'dr17', species: 'plateLines', params: { plateid: 3606 } });
    const url =
      'https://svn.sdss.org/public/data/sdss/platelist/trunk/plates/0036XX/tags/003606/plateLines-003606.png';
    expect([pathUrl(plan, 'https', after), pathUrl(plan, 'svn', after)]).toEqual([url, url]);
    expect(() => pathUrl(plan, 'rsync', after)).toThrow('has no rsync address');
    expect(() => pathUrl(star, 'svn', after)).toThrow('has no svn address');
  });

  it('keeps plus signs and wildcards and encodes what no URL may hold', () => {
    const path = (name: string): SdssPath => ({
      release: normaliseRelease('dr17'),
      species: 'x',
      place: 'sas',
      full: name,
      location: name,
    });
    expect(pathUrl(path('dr17/120+12/*-a:b.fits'), 'https', after)).toBe(
      'https://data.sdss.org/sas/dr17/120+12/*-a:b.fits',
    );
    expect(pathUrl(path('dr17/M 31+x/a#b?c%é'), 'https', after)).toBe(
      'https://data.sdss.org/sas/dr17/M%2031+x/a%23b%3Fc%25%C3%A9',
    );
  });
});
