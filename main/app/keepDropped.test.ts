import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { keepDropped } from './keepDropped.ts';

describe('a file that a browser sent', () => {
  const home = mkdtempSync(join(tmpdir(), 'astra-dropped-'));
  const folder = join(home, 'dropped');
  const keep = (name: string, ...bytes: number[]): string =>
    basename(keepDropped(folder, name, Uint8Array.from(bytes)));
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  it('keeps its name, and the same file again is the one that is there', () => {
    expect(keep('a.fits.gz', 1, 2)).toBe('a.fits.gz');
    expect(keep('a.fits.gz', 1, 2)).toBe('a.fits.gz');
    expect(readdirSync(folder)).toEqual(['a.fits.gz']);
  });

  it('gets another name beside another file, of the same size or not', () => {
    expect(keep('a.fits.gz', 1, 3)).toBe('a-2.fits.gz');
    expect(keep('a.fits.gz', 1)).toBe('a-3.fits.gz');
    expect(keep('a.fits.gz', 1, 3)).toBe('a-2.fits.gz');
    expect(keep('b.fits', 1, 2)).toBe('b.fits');
  });

  it('leaves a folder of that name alone', () => {
    mkdirSync(join(folder, 'c.fits'));
    expect(keep('c.fits', 1)).toBe('c-2.fits');
  });
});
