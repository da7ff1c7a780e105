import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { encodeFits } from '../../fits/write/encodeFits.ts';
import { TestWorkspace } from '../normalise/runTask.testing.ts';

/** A visit of a star with S/N 10, but 30 where the sky line bit (12) is set, in half of the pixels. */
function skyStar(): Uint8Array {
  const n = 200;
  const cards = [
    { keyword: 'CRVAL1', value: 4.179 },
    { keyword: 'CDELT1', value: 6e-6 },
    { keyword: 'CRPIX1', value: 1 },
    { keyword: 'CTYPE1', value: 'LOG-LINEAR' },
  ];
  const flux = Float64Array.from({ length: n }, (_, i) => (i % 2 === 0 ? 10 : 30));
  const mask = Int16Array.from({ length: n }, (_, i) => (i % 2 === 0 ? 0 : 1 << 12));
  const shape = [1, n];
  return encodeFits([
    { kind: 'image', cards: [{ keyword: 'NVISITS', value: 1 }] },
    { kind: 'image', data: flux, shape, cards },
    { kind: 'image', data: new Float64Array(n).fill(1), shape, cards },
    { kind: 'image', data: mask, shape, cards },
  ]);
}

describe('the bits that count as bad, as a parameter', () => {
  it('decide the S/N without bad pixels, and nothing else', async () => {
    using workspace = new TestWorkspace();
    writeFileSync(workspace.path('star.fits'), skyStar());
    const snr = async (bits?: string) => {
      const texts = { input: 'star.fits', ...(bits === undefined ? {} : { bad_bits: bits }) };
      return (await workspace.run('EstimateSnr', texts)).result;
    };
    expect(await snr()).toMatchObject({ snr: 20, snr_good: 20 });
    expect(await snr('APOGEE_PIXMASK=SIG_SKYLINE')).toMatchObject({ snr: 20, snr_good: 10 });
    expect(await snr('SPPIXMASK=12')).toMatchObject({ snr: 20, snr_good: 20 });
  });

  it('leave the task as it was where they are the documented ones', () => {
    using workspace = new TestWorkspace();
    const id = (texts: Record<string, string>) =>
      workspace.id('EstimateSnr', { input: 'star.fits', ...texts });
    expect(id({ bad_bits: 'APOGEE_PIXMASK=0+1+2+3+4+5+6+7+14' })).toBe(id({}));
    expect(id({ bad_bits: 'documented' })).toBe(id({}));
    const named = id({ bad_bits: 'apogee_pixmask=CRPIX+BADPIX' });
    expect(id({ bad_bits: 'APOGEE_PIXMASK=0+1' })).toBe(named);
    expect(named).not.toBe(id({}));
  });

  it('are left out of a stack, if that leaves out bad pixels', async () => {
    using workspace = new TestWorkspace();
    writeFileSync(workspace.path('star.fits'), skyStar());
    const texts = { input: 'star.fits', bad_bits: 'APOGEE_PIXMASK=12' };
    const id = (more: Record<string, string>) =>
      workspace.id('StackSpectra', { ...texts, ...more });
    expect(id({})).toBe(workspace.id('StackSpectra', { input: 'star.fits' }));
    const { result } = await workspace.run('StackSpectra', { ...texts, leave_out_bad: 'true' });
    expect(result).toMatchObject({ snr: 10 });
  });

  it.each([['0+1'], ['APOGEE_PIXMASK=NODATA']])('%s are refused with the names', (bits) => {
    using workspace = new TestWorkspace();
    const texts = { input: 'star.fits', bad_bits: bits };
    expect(() => workspace.task('EstimateSnr', texts)).toThrow(/bad_bits.*MASK=bit\+bit/);
  });
});
