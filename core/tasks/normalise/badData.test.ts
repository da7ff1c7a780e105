import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { normalisationFlags } from '../../continuum/flags.ts';
import { openFits } from '../../fits/fitsFile.ts';
import { requireImage } from '../../fits/hdu.ts';
import { readImage } from '../../fits/image.ts';
import { apStarBytes, type MadeRow } from './apStarBytes.testing.ts';
import { TestWorkspace } from './runTask.testing.ts';

const families = ['Sinusoidal', 'Chebyshev', 'RunningQuantile', 'Spline', 'Scalar'];
const pixels = 8575;

const row = (flux: number, error: number): MadeRow => ({
  flux: new Float64Array(pixels).fill(flux),
  error: new Float64Array(pixels).fill(error),
});

function imageNamed(path: string, name: string): number[] {
  using fits = openFits(path);
  const hdu = fits.hduNamed(name);
  if (hdu === undefined) throw new Error(`no ${name}`);
  return Array.from(readImage(requireImage(hdu)).data, Number);
}

describe.each(families)('%s', (family) => {
  it.each([
    ['NaN everywhere', row(NaN, NaN)],
    ['no error anywhere', row(100, Infinity)],
    ['errors of 0', row(100, 0)],
    ['infinite flux', row(Infinity, 1)],
  ])('flags a row with %s beside a good one, and fits the good one', async (_, bad) => {
    using workspace = new TestWorkspace();
    writeFileSync(workspace.path('star.fits'), apStarBytes([row(100, 1), bad]));
    const { outcome, result, output } = await workspace.run(family, { input: 'star.fits' });
    expect(outcome.kind).toBe('done');
    expect(result).toMatchObject({ rows: 2, bad_pixels: pixels, status: 'partly fitted' });
    const product = output('normalised.fits');
    const flags = imageNamed(product, 'FLAGS');
    expect(flags[4000]).toBe(0);
    expect(flags[pixels + 4000]).toBe(
      normalisationFlags.notNormalised |
        normalisationFlags.regionNotFitted |
        normalisationFlags.badInput,
    );
    const flux = imageNamed(product, 'NORMALIZED_FLUX');
    expect(flux[4000]).toBeCloseTo(1, 3);
    expect(flux.slice(pixels).every((value) => value === 1)).toBe(true);
    expect(
      imageNamed(product, 'NORMALIZED_IVAR')
        .slice(pixels)
        .every((v) => v === 0),
    ).toBe(true);
    expect(
      imageNamed(product, 'CONTINUUM')
        .slice(pixels)
        .every((v) => v === 1),
    ).toBe(true);
  });

  it('says so where no continuum region lies in the spectrum', async () => {
    using workspace = new TestWorkspace();
    writeFileSync(workspace.path('star.fits'), apStarBytes([row(100, 1)]));
    writeFileSync(workspace.path('far.txt'), '20000 20100\n');
    const texts = { input: 'star.fits', continuum_regions: 'far.txt' };
    const { outcome, result } = await workspace.run(family, texts);
    expect(outcome.kind).toBe('done');
    expect(result).toMatchObject({ regions: 0, rms: null, status: 'no continuum pixels' });
  });

  it.each([
    ['an empty regions file', '# nothing\n', 'continuum-regions-empty'],
    ['a regions file with three columns', '1 2 3\n', 'continuum-regions-malformed'],
    ['an image for a regions file', '\u0089PNG\0\0\0', 'continuum-regions-malformed'],
  ])('refuses %s in words', async (_, text, code) => {
    using workspace = new TestWorkspace();
    writeFileSync(workspace.path('star.fits'), apStarBytes([row(100, 1)]));
    writeFileSync(workspace.path('regions.txt'), text);
    const texts = { input: 'star.fits', continuum_regions: 'regions.txt' };
    const { outcome } = await workspace.run(family, texts);
    expect(outcome).toMatchObject({
      kind: 'failed',
      problem: { code, where: { file: 'regions.txt' } },
    });
  });

  it('refuses a spectrum without pixels, and files that are none', async () => {
    using workspace = new TestWorkspace();
    const none = { flux: new Float64Array(0), error: new Float64Array(0) };
    writeFileSync(workspace.path('empty.fits'), apStarBytes([none]));
    writeFileSync(workspace.path('cut.fits'), apStarBytes([row(100, 1)]).subarray(0, 20_000));
    writeFileSync(workspace.path('text.fits'), 'hello');
    for (const input of ['empty.fits', 'cut.fits', 'text.fits']) {
      const { outcome } = await workspace.run(family, { input });
      expect(outcome.kind).toBe('failed');
      if (outcome.kind === 'failed') expect(outcome.problem.code).not.toBe('internal');
    }
  });

  it('warns of a continuum that is not positive', async () => {
    using workspace = new TestWorkspace();
    writeFileSync(workspace.path('star.fits'), apStarBytes([row(-3, 1)]));
    const { outcome, log } = await workspace.run(family, { input: 'star.fits' });
    expect(outcome.kind).toBe('done');
    expect(log.join('\n')).toMatch(/the continuum is not positive at \d{4} pixels/);
  });

  it('works on two pixels', async () => {
    using workspace = new TestWorkspace();
    const two = { flux: Float64Array.of(3, 5), error: Float64Array.of(1, 1) };
    writeFileSync(workspace.path('two.fits'), apStarBytes([two]));
    const { outcome } = await workspace.run(family, { input: 'two.fits' });
    expect(outcome.kind).toBe('done');
  });
});

describe.each([
  ['Chebyshev', { every_pixel: 'true' }],
  ['Spline', { every_pixel: 'true' }],
  ['RunningQuantile', {}],
  ['Scalar', { statistic: 'mean' }],
])('%s', (family, texts) => {
  it('takes nothing from the gaps of an apStar, nor from a visit that is one gap', async () => {
    using workspace = new TestWorkspace();
    const inGap = (i: number) => i < 220 || (i > 3320 && i < 3610);
    const star: MadeRow = {
      flux: Float64Array.from({ length: pixels }, (_, i) => (inGap(i) ? 0 : 100)),
      error: Float64Array.from({ length: pixels }, (_, i) => (inGap(i) ? 1e10 : 1)),
    };
    writeFileSync(workspace.path('star.fits'), apStarBytes([star, row(0, 1e10)]));
    const { result, output } = await workspace.run(family, { input: 'star.fits', ...texts });
    expect(result).toMatchObject({ rows: 2, status: 'partly fitted' });
    const continuum = imageNamed(output('normalised.fits'), 'CONTINUUM');
    for (const i of [100, 225, 3250, 3318, 3612, 3700]) expect(continuum[i]).toBeCloseTo(100, 9);
    expect(continuum.slice(pixels).every((value) => value === 1)).toBe(true);
  });
});
