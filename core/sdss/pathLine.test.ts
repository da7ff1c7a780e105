import { describe, expect, it } from 'vitest';
import { pathLine } from './pathLine.ts';

const now = new Date('2026-08-15T00:00:00Z');

function answer(line: string): unknown {
  return JSON.parse(pathLine(line, now));
}

describe('a line of requests', () => {
  it('gives path and URL', () => {
    const request = { release: 'DR17', species: 'thingList', params: {} };
    expect(answer(JSON.stringify(request))).toEqual({
      full: 'dr17/eboss/resolve/2013-07-29/thingList.fits',
      url: 'https://data.sdss.org/sas/dr17/eboss/resolve/2013-07-29/thingList.fits',
    });
  });

  it('keeps every digit of a long id, as number and as text', () => {
    const line = (id: string) =>
      `{"release":"dr19","species":"mwmStar","params":{"v_astra":"0.6.0","sdss_id":${id}}}`;
    const full = 'dr19/spectro/astra/0.6.0/spectra/star/65/65/mwmStar-0.6.0-63050394846126565.fits';
    expect(answer(line('63050394846126565'))).toMatchObject({ full });
    expect(answer(line('"63050394846126565"'))).toMatchObject({ full });
    expect(answer(line('63050394846126565.0'))).toMatchObject({ full });
  });

  it.each([
    ['', 'bad-line'],
    ['{', 'bad-line'],
    ['null', 'bad-line'],
    ['[]', 'bad-line'],
    ['{"species":"apVisit"}', 'bad-line'],
    ['{"release":"dr17","species":7}', 'bad-line'],
    ['{"release":"dr17","species":"apVisit","params":[]}', 'bad-line'],
    ['{"release":"dr17","species":"apVisit","params":{"mjd":[1]}}', 'bad-line'],
    ['{"release":"dr17","species":"apVisit","params":{"mjd":{"a":1e400}}}', 'bad-line'],
    ['{"release":"dr17","species":"apVisit"}', 'missing-keys'],
    ['{"release":"dr17","species":"apVisit","params":{"__proto__":{"mjd":1}}}', 'bad-line'],
    ['{"release":"dr99","species":"apVisit","params":{}}', 'unknown-release'],
    ['{"release":"dr17","species":"apvisit","params":{}}', 'unknown-species'],
    [`${'['.repeat(200_000)}1234567890123456`, 'bad-line'],
  ])('%.60s is answered with the error %s', (line, code) => {
    expect(answer(line)).toMatchObject({ error: { code, message: expect.any(String) as string } });
  });
});
