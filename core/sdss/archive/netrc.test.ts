import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { maySend } from './credentials.ts';
import { parseNetrc, readNetrc } from './netrc.ts';

const decoded = (text: string) =>
  parseNetrc(text).map((entry) => [
    entry.host,
    Buffer.from(entry.basicAuthorization().slice(6), 'base64').toString(),
  ]);

describe('.netrc', () => {
  it('is read in any layout, with comments, quotes and macros', () => {
    const text = `# mine
machine data.sdss.org login sdss password a#b
macdef init
machine evil.example login x password y

machine data.sdss5.org
  login sdss5 account none
  password "with \\" quote and space"
default login anonymous password guest
`;
    expect(decoded(text)).toEqual([
      ['data.sdss.org', 'sdss:a#b'],
      ['data.sdss5.org', 'sdss5:with " quote and space'],
    ]);
  });

  it('gives nothing for an entry without a password', () => {
    expect(decoded('machine data.sdss5.org login sdss5')).toEqual([]);
  });

  it('is refused when others can read it, and the remedy is named', async () => {
    const home = await mkdtemp(join(tmpdir(), 'astra-netrc-'));
    const file = join(home, '.netrc');
    await writeFile(file, 'machine data.sdss5.org login sdss5 password secret', { mode: 0o644 });
    const read = () => readNetrc('data.sdss5.org', { home, platform: 'linux' });
    await expect(read()).rejects.toMatchObject({
      code: 'netrc-permissions',
      advice: `Run: chmod 600 ${file}`,
    });
    await chmod(file, 0o600);
    expect((await read())?.login).toBe('sdss5');
    await expect(readNetrc('other.org', { home, platform: 'linux' })).resolves.toBeUndefined();
    await rm(home, { recursive: true });
  });

  it('is called _netrc on Windows, where permissions are not modes', async () => {
    const home = await mkdtemp(join(tmpdir(), 'astra-netrc-'));
    await writeFile(join(home, '_netrc'), 'machine h login l password p', { mode: 0o644 });
    expect((await readNetrc('h', { home, platform: 'win32' }))?.login).toBe('l');
    await rm(home, { recursive: true });
  });

  it('never shows a password when printed, logged or serialised', () => {
    const [entry] = parseNetrc('machine h login l password secret');
    expect(inspect(entry, { depth: 9, showHidden: true })).not.toContain('secret');
    expect(JSON.stringify(entry)).not.toContain('secret');
  });
});

describe('credentials', () => {
  const [entry] = parseNetrc('machine data.sdss5.org login l password p');
  it.each([
    ['https://data.sdss5.org/sas/x', true],
    ['http://data.sdss5.org/sas/x', false],
    ['https://data.sdss.org/sas/x', false],
    ['https://data.sdss5.org.evil.example/x', false],
  ])('for data.sdss5.org may be sent to %s: %s', (url, may) => {
    expect(entry !== undefined && maySend(entry, new URL(url))).toBe(may);
  });
});
