import { describe, expect, it } from 'vitest';
import { findCompressed } from './compressedName.ts';

function find(path: string, ...there: string[]): string | undefined {
  return findCompressed(path, (name) => there.includes(name));
}

describe('a file that may be compressed', () => {
  it('is taken as it is before anything else', () => {
    expect(find('a.fits', 'a.fits', 'a.fits.gz', 'a.fits.bz2')).toBe('a.fits');
    expect(find('a.fits.gz', 'a.fits', 'a.fits.gz')).toBe('a.fits.gz');
  });

  it('is found with or without its ending', () => {
    expect(find('a.fits.fz', 'a.fits')).toBe('a.fits');
    expect(find('a.fits', 'a.fits.zip')).toBe('a.fits.zip');
    expect(find('a.fits')).toBeUndefined();
  });

  it('is refused where several endings are there', () => {
    expect(() => find('a.fits', 'a.fits.gz', 'a.fits.bz2')).toThrow('a.fits.gz, a.fits.bz2');
  });
});
