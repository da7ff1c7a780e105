import { describe, expect, it } from 'vitest';
import { Problem } from '../../problem/problem.ts';
import { apogeePixelMask } from './apogeePixelMask.ts';
import { formatBadBits, parseBadBits, withBadBits } from './badBits.ts';
import { badPixels } from './badPixels.ts';
import { spPixMask } from './spPixMask.ts';

const normal = (text: string) => formatBadBits(parseBadBits(text));

describe('the bits that count as bad', () => {
  it.each([
    ['APOGEE_PIXMASK=BADPIX+14+crpix', 'APOGEE_PIXMASK=0+1+14'],
    [' sppixmask = nodata + NODATA , apogee_pixmask=none', 'APOGEE_PIXMASK=none,SPPIXMASK=24'],
    ['SPPIXMASK_OR=BRIGHTSKY', 'SPPIXMASK_OR=23'],
    ['SPPIXMASK=31', 'SPPIXMASK=31'],
  ])('%s are %s', (text, expected) => {
    expect(normal(text)).toBe(expected);
    expect(normal(expected)).toBe(expected);
  });

  it('are nothing of their own where they are the documented ones', () => {
    const documented = [apogeePixelMask, spPixMask]
      .map(({ name, badBits }) => `${name}=${badBits.join('+')}`)
      .join(',');
    expect([documented, 'documented', '', 'SPPIXMASK_OR=none'].map(normal)).toEqual([
      '',
      '',
      '',
      '',
    ]);
  });

  it.each([
    ['MANGA_PIXMASK=1', /no mask "MANGA_PIXMASK"; there are APOGEE_PIXMASK, SPPIXMASK/],
    ['0+1', /no mask "0\+1"/],
    ['SPPIXMASK=', /names no bits/],
    ['SPPIXMASK', /names no bits/],
    ['SPPIXMASK=1=2', /names no bits/],
    ['SPPIXMASK=BADPIX', /SPPIXMASK has no bit "BADPIX"/],
    ['SPPIXMASK=32', /no bit "32"/],
    ['SPPIXMASK=1.5', /no bit "1.5"/],
    ['SPPIXMASK=1,SPPIXMASK=2', /SPPIXMASK is given twice/],
  ])('%s is refused', (text, sentence) => {
    const where = { parameter: 'here' };
    try {
      parseBadBits(text, where);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(Problem);
      expect(error).toMatchObject({ code: 'bad-parameter', where });
      expect(String(error)).toMatch(sentence);
    }
  });

  it('decide which pixels of a spectrum are bad', () => {
    const spectrum = {
      flux: new Float64Array(3).fill(1),
      ivar: new Float64Array(3).fill(1),
      masks: { bitmask: Int32Array.of(1, 1 << 12, 0) },
      maskTable: apogeePixelMask,
    };
    const bad = (text: string) => [...badPixels(withBadBits(spectrum, parseBadBits(text)))];
    expect(bad('')).toEqual([1, 0, 0]);
    expect(bad('APOGEE_PIXMASK=SIG_SKYLINE')).toEqual([0, 1, 0]);
    expect(bad('APOGEE_PIXMASK=none')).toEqual([0, 0, 0]);
    expect(bad('SPPIXMASK=0')).toEqual([1, 0, 0]);
  });
});
