import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { hasAstropy, runPython } from '../../fits/astropy.testing.ts';
import { openFits } from '../../fits/fitsFile.ts';
import { requireImage } from '../../fits/hdu.ts';
import { readImage } from '../../fits/image.ts';
import { hasSharedData, sharedData } from '../../fits/sharedData.testing.ts';
import { loadSpectrum } from '../../spectrum/loadSpectrum.ts';
import { apStarBytes } from '../normalise/apStarBytes.testing.ts';
import { TestWorkspace } from '../normalise/runTask.testing.ts';

const star = 'real/apStar/apStar-r5-2M19245882+4714573.fits';
const visits = [
  'real/apVisit/apVisit-r5-7125-56557-285.fits',
  'real/apVisit/apVisit-r6-5094-55874-088.fits',
];

function imageNamed(path: string, name: string): Float64Array | undefined {
  using fits = openFits(path);
  const hdu = fits.hduNamed(name);
  return hdu === undefined
    ? undefined
    : Float64Array.from(readImage(requireImage(hdu)).data, Number);
}

const row = (flux: readonly number[], error: readonly number[]) => ({
  flux: Float64Array.from(flux),
  error: Float64Array.from(error),
});

describe('StackSpectra', () => {
  it('weights by ivar, and leaves a pixel empty that no spectrum has', async () => {
    using workspace = new TestWorkspace();
    const made = apStarBytes([row([10, 4, NaN], [1, 2, 1]), row([40, 8, 5], [2, 2, Infinity])]);
    writeFileSync(workspace.path('star.fits'), made);
    const { output, result } = await workspace.run('StackSpectra', { input: 'star.fits' });
    const product = output('stacked.fits');
    // (10·1 + 40·¼) / 1.25 and (4 + 8) / 2 by hand.
    expect([...(imageNamed(product, 'FLUX') ?? [])]).toEqual([16, 6, NaN]);
    expect([...(imageNamed(product, 'IVAR') ?? [])]).toEqual([1.25, 0.5, 0]);
    expect([...(imageNamed(product, 'N') ?? [])]).toEqual([2, 2, 0]);
    expect(result).toMatchObject({ spectra: 2, pixels: 3, empty_pixels: 1, resampled: 0 });
  });

  it('is one task whatever the order of its files, and gives the same bytes', async () => {
    using workspace = new TestWorkspace();
    writeFileSync(workspace.path('a.fits'), apStarBytes([row([1, 2], [1, 1])]));
    writeFileSync(workspace.path('b.fits'), apStarBytes([row([3, 4], [1, 1])]));
    const one = await workspace.run('StackSpectra', { inputs: 'a.fits,b.fits' });
    const bytes = readFileSync(one.output('stacked.fits'));
    const other = await workspace.run('StackSpectra', { inputs: 'b.fits,./a.fits' });
    expect(other.id).toBe(one.id);
    expect(readFileSync(other.output('stacked.fits')).equals(bytes)).toBe(true);
    expect([...(imageNamed(one.output('stacked.fits'), 'FLUX') ?? [])]).toEqual([2, 3]);
  });

  it('refuses spectra on other grids unless it may resample them', async () => {
    using workspace = new TestWorkspace();
    writeFileSync(workspace.path('a.fits'), apStarBytes([row([7, 7, 7], [1, 1, 1])]));
    writeFileSync(workspace.path('b.fits'), apStarBytes([row([7, 7, 7, 7], [1, 1, 1, 1])]));
    const texts = { inputs: 'a.fits,b.fits' };
    const { outcome } = await workspace.run('StackSpectra', texts);
    const problem = { code: 'stack-grid', where: { file: 'b.fits', row: 0 } };
    expect(outcome).toMatchObject({ kind: 'failed', problem });
    const moved = await workspace.run('StackSpectra', { ...texts, resample: 'true' });
    expect(moved.result).toMatchObject({ resampled: 1, pixels: 3 });
    for (const flux of imageNamed(moved.output('stacked.fits'), 'FLUX') ?? []) {
      expect(flux).toBeCloseTo(7, 10);
    }
    expect(imageNamed(moved.output('stacked.fits'), 'BITMASK')).toBeUndefined();
  });

  it.each<[Record<string, string>, RegExp]>([
    [{ inputs: 'a.fits', input: 'b.fits' }, /beside inputs/],
    [{ inputs: 'a.fits,a.fits' }, /given twice/],
    [{ input: 'a.fits', grid: 'apogee' }, /only by resampling/],
    [{}, /a file or a release and keys are needed/],
  ])('refuses %j', (texts, sentence) => {
    using workspace = new TestWorkspace();
    expect(() => workspace.task('StackSpectra', texts)).toThrow(sentence);
  });
});

describe.skipIf(!hasSharedData)('StackSpectra of real files', () => {
  it.each([
    [{}, true],
    [{ spectrum_kwds: 'rows=2:' }, false],
    [{ spectrum_kwds: 'rows=:2' }, false],
  ])('warns of visits that count twice: %j %s', async (texts, warned) => {
    using workspace = new TestWorkspace();
    for (const [family, more] of [
      ['StackSpectra', {}],
      ['Scalar', { sum_axis: '0' }],
    ] as const) {
      const { log } = await workspace.run(family, { input: sharedData(star), ...texts, ...more });
      const about = log.filter((line) => /rows 0, 1 are combined from the other rows/.test(line));
      expect(about.length).toBe(warned ? 1 : 0);
    }
  });

  it('names no object where the spectra name several', async () => {
    using workspace = new TestWorkspace();
    const inputs = visits.map((visit) => sharedData(visit)).join(',');
    const { output, result, log } = await workspace.run('StackSpectra', {
      inputs,
      resample: 'true',
    });
    expect(result).toMatchObject({ spectra: 2, object: null });
    expect(log).toContain('the spectra name different objects');
    using fits = openFits(output('stacked.fits'));
    expect(fits.hdu(0).header.has('OBJECT')).toBe(false);
  });

  it('is Σ f·ivar / Σ ivar over the visits of an apStar', async () => {
    using workspace = new TestWorkspace();
    const texts = { input: sharedData(star), spectrum_kwds: 'rows=2:' };
    const { output, result } = await workspace.run('StackSpectra', texts);
    const flux = imageNamed(output('stacked.fits'), 'FLUX') ?? new Float64Array();
    const rows = [2, 3, 4].map((number) => loadSpectrum(sharedData(star), { row: number }));
    expect(result).toMatchObject({ spectra: 3, pixels: 8575 });
    for (let i = 0; i < 8575; i += 61) {
      const weights = rows.map(({ ivar }) => ivar[i] ?? NaN);
      const sum = rows.reduce(
        (total, one, k) => total + (one.flux[i] ?? NaN) * (weights[k] ?? NaN),
        0,
      );
      const mean = sum / weights.reduce((total, weight) => total + weight, 0);
      expect(Math.abs((flux[i] ?? NaN) - mean)).toBeLessThanOrEqual(1e-12 * Math.abs(mean));
    }
  });

  it('needs a frame and a grid for visits of different nights', async () => {
    using workspace = new TestWorkspace();
    const inputs = visits.map((visit) => sharedData(visit)).join(',');
    const plain = await workspace.run('StackSpectra', { inputs });
    expect(plain.outcome).toMatchObject({ kind: 'failed', problem: { code: 'stack-grid' } });
    const texts = { inputs, frame: 'barycentric', resample: 'true', grid: 'apogee' };
    const { output, result } = await workspace.run('StackSpectra', texts);
    expect(result).toMatchObject({ spectra: 2, resampled: 2, pixels: 8575 });
    using fits = openFits(output('stacked.fits'));
    expect(fits.hdu(0).header.string('FRAME')).toBe('barycentric');
    expect(fits.hdu(1).header.number('CRVAL1')).toBe(4.179);
    expect(readFileSync(output('stacked.fits')).includes(sharedData())).toBe(false);
  });

  it('says which row has no velocity to shift it by', async () => {
    using workspace = new TestWorkspace();
    const name = 'apStar-r8-2M19463571+3919069.fits';
    const input = sharedData(`real/apStar/${name}`);
    const texts = { input, spectrum_kwds: 'rows=2:', frame: 'barycentric', resample: 'true' };
    const { outcome } = await workspace.run('StackSpectra', texts);
    const where = { file: name, row: 5, card: 'VHELIO' };
    expect(outcome).toMatchObject({
      kind: 'failed',
      problem: { code: 'frame-velocity-missing', where },
    });
  });

  it('refuses to mix frames', async () => {
    using workspace = new TestWorkspace();
    const inputs = [sharedData(star), sharedData(visits[0] ?? '')].join(',');
    const { outcome } = await workspace.run('StackSpectra', { inputs, resample: 'true' });
    const problem = { code: 'stack-unlike', where: { file: 'apVisit-r5-7125-56557-285.fits' } };
    expect(outcome).toMatchObject({ kind: 'failed', problem });
  });

  it.skipIf(!hasAstropy)('is read by astropy with its checksums', async () => {
    using workspace = new TestWorkspace();
    const { output } = await workspace.run('StackSpectra', { input: sharedData(star) });
    const script = `
import sys, warnings
warnings.simplefilter('error')
from astropy.io import fits
from astropy.units import Unit
with fits.open(sys.argv[1], checksum=True) as file:
    file.verify('exception')
    print([h.name for h in file][1:], file['FLUX'].shape, len(file['SPECTRA'].data), file[0].header['NSPECTRA'])
    flux, ivar = (Unit(file[name].header['BUNIT']) for name in ('FLUX', 'IVAR'))
    print(flux ** 2 * ivar == Unit(''))`;
    expect(runPython(script, output('stacked.fits')).trim()).toBe(
      "['FLUX', 'IVAR', 'N', 'BITMASK', 'OR_MASK', 'TASK_PARAMETERS', 'SPECTRA'] (8575,) 5 5\nTrue",
    );
  });
});
