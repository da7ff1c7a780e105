import { describe, expect, it } from 'vitest';
import { archiveUrl, toArchivePath } from './archivePath.ts';
import { checkSum, parseSha1sum } from './checksum.ts';
import { matchesFile, matchesSegment } from './glob.ts';
import { parseIndexPage } from './indexPage.ts';
import { parseRsyncListing } from './rsyncListing.ts';

const minute = (text: string) => new Date(`${text}:00Z`);

describe('an HTML index', () => {
  it("of the archive's own kind is read, in both orders of the date", () => {
    const html =
      '<html><h1>Index of /sas/dr17/</h1><table>\r\n' +
      '<tr><td><a href="../">Parent directory/</a></td><td>-</td><td>-</td></tr>\r\n' +
      '<tr><td><a href="000%2B14/" title="000+14">000+14</a></td><td>-</td><td>2021-Nov-05 10:11</td></tr>\r\n' +
      '<tr><td><a href="a+b.fits">a+b.fits</a></td><td>  1234</td><td>05-Nov-2021 10:11</td></tr>\r\n';
    expect(parseIndexPage(html)).toEqual([
      { name: '000+14', kind: 'directory', modified: minute('2021-11-05T10:11') },
      { name: 'a+b.fits', kind: 'file', bytes: 1234, modified: minute('2021-11-05T10:11') },
    ]);
  });

  it('of nginx is read, with names cut short in the text', () => {
    const html =
      '<html><head><title>Index of /x/</title></head><body><h1>Index of /x/</h1><hr><pre><a href="../">../</a>\n' +
      '<a href="d/">d/</a>                       22-Nov-2026 16:17                   -\n' +
      '<a href="apStar-dr17-2M00000002%2B7417074.fits">apStar-dr17-2M00000002+74170..&gt;</a> 22-Nov-2026 16:17             1540800\n</pre>';
    expect(parseIndexPage(html)).toEqual([
      { name: 'd', kind: 'directory', modified: minute('2026-11-22T16:17') },
      {
        name: 'apStar-dr17-2M00000002+7417074.fits',
        kind: 'file',
        bytes: 1540800,
        modified: minute('2026-11-22T16:17'),
      },
    ]);
  });

  it('of Apache is read; sizes that it rounds are no sizes', () => {
    const html =
      '<html><head><title>Index of /x</title></head><body><table><tr><th><a href="?C=N;O=D">Name</a></th></tr>' +
      '<tr><td><a href="/">Parent Directory</a></td><td>&nbsp;</td></tr>' +
      '<tr><td><a href="a.fits">a.fits</a></td><td align="right">2021-11-05 10:11  </td><td align="right">1.5M</td></tr>' +
      '<tr><td><a href="b.fits">b.fits</a></td><td align="right">2021-11-05 10:11  </td><td align="right">512 </td></tr></table>';
    expect(parseIndexPage(html)).toEqual([
      { name: 'a.fits', kind: 'file', modified: minute('2021-11-05T10:11') },
      { name: 'b.fits', kind: 'file', bytes: 512, modified: minute('2021-11-05T10:11') },
    ]);
  });

  it('never yields a name that could leave its folder', () => {
    const hrefs = [
      '..%2Fx',
      '%2e%2e',
      'a%00b',
      '..',
      '/etc/passwd',
      'a/b',
      'http://e.org/x',
      'c%5Cd',
      'C%3Ax',
      '%zz',
    ];
    const html = `<title>Index of /</title>${hrefs.map((h) => `<a href="${h}">x</a>`).join('')}`;
    expect(parseIndexPage(html)).toEqual([]);
  });

  it('is told from any other page', () => {
    expect(parseIndexPage('<title>Maintenance</title><a href="mail">us</a>')).toBeUndefined();
    expect(parseIndexPage('<title>Index of /empty</title>')).toEqual([]);
  });

  it('of hostile make is read in linear time', () => {
    const html = `<title>Index of</title>${'<a '.repeat(300_000)}${'<a href="x">'.repeat(50_000)}`;
    const started = performance.now();
    parseIndexPage(html);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

describe('an rsync listing', () => {
  it('is read with and without separators, links and odd bytes included', () => {
    const text =
      'drwxr-xr-x          4,096 2021/11/05 10:11:12 .\n' +
      'drwxr-xr-x          4,096 2021/11/05 10:11:12 000+14\n' +
      '-rw-r--r--      1,540,800 2021/11/05 10:11:12 a b.fits\n' +
      '-rw-r--r--        1540800 2021/11/05 10:11:12 c.fits\n' +
      'lrwxrwxrwx             12 2021/11/05 10:11:12 l.fits -> ../x/l.fits\n' +
      '-rw-r--r--              1 2021/11/05 10:11:12 caf\\#303\\#251\n' +
      'some other line\n';
    const modified = new Date('2021-11-05T10:11:12Z');
    expect(parseRsyncListing(text)).toEqual([
      { name: '000+14', kind: 'directory', modified },
      { name: 'a b.fits', kind: 'file', bytes: 1540800, modified },
      { name: 'c.fits', kind: 'file', bytes: 1540800, modified },
      { name: 'l.fits', kind: 'file' },
      { name: 'café', kind: 'file', bytes: 1, modified },
    ]);
  });
});

describe('a checksum list', () => {
  const [a, b] = ['a'.repeat(40), 'b'.repeat(40)];
  const list = parseSha1sum(`${a}  apStar-r12-1.fits\n${b} *./sub/x.fits\nnot a line\n`);
  it.each([
    ['apStar-r12-1.fits', a, 'verified'],
    ['apStar-r12-1.fits', b, 'mismatch'],
    ['x.fits', b, 'verified'],
    ['y.fits', a, 'unlisted'],
    ['asStar-r12-1.fits', a, 'verified'],
    ['asStar-r12-1.fits', b, 'unlisted'],
  ])('%s with %s is %s', (name, sum, state) => {
    expect(checkSum(list, name, sum)).toBe(state);
  });
});

describe('a path pattern', () => {
  it.each([
    ['*Star-dr17-*.fits', 'apStar-dr17-2M.fits', true],
    ['*Star-dr17-*.fits', 'apStar-dr16-2M.fits', false],
    ['a*b*a', 'aba', true],
    ['a*ba', 'a', false],
    ['*', 'anything', true],
  ])('%s matches %s: %s', (pattern, name, matches) => {
    expect(matchesSegment(pattern, name)).toBe(matches);
  });

  it('finds a file whether it is compressed or not', () => {
    expect(matchesFile('spec-*.fits', 'spec-1.fits.gz')).toBe(true);
    expect(matchesFile('spec-*.fits.gz', 'spec-1.fits')).toBe(true);
    expect(matchesFile('spec-*.fits', 'spec-1.fits.bak')).toBe(false);
  });
});

describe('an archive path', () => {
  it.each(['', '/dr17', '../x', 'dr17/../x', 'dr17//x', 'dr17/./x', 'a\\b', 'C:/x', 'a\0b'])(
    'refuses %j',
    (text) => {
      expect(() => toArchivePath(text)).toThrow('is not a path inside the archive');
    },
  );

  it('keeps + in its address and encodes what an address may not hold', () => {
    const url = archiveUrl(
      'https://data.sdss.org',
      toArchivePath('dr17/000+14/a b#?%.fits'),
      'file',
    );
    expect(url.href).toBe('https://data.sdss.org/sas/dr17/000+14/a%20b%23%3F%25.fits');
  });
});
