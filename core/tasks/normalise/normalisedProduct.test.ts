import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { normalisationFlags } from '../../continuum/flags.ts';
import { hasAstropy, runPython } from '../../fits/astropy.testing.ts';
import { toBigEndian } from '../../fits/bigEndian.ts';
import { openFits, type FitsFile } from '../../fits/fitsFile.ts';
import { requireImage, requireTable } from '../../fits/hdu.ts';
import { readImage } from '../../fits/image.ts';
import { hasSharedData, sharedData } from '../../fits/sharedData.testing.ts';
import { readColumn } from '../../fits/table.ts';
import { maskFile, maskHash } from '../mask/handMask.ts';
import { apStarBytes, madeGrid, type MadeRow } from './apStarBytes.testing.ts';
import { TestWorkspace } from './runTask.testing.ts';

const visit = 'real/apVisit/apVisit-r5-7125-56557-285.fits';
const pixels = 8575;

/** A row with a known continuum: level · (1 + small wave), error 1. */
function wave(level: number): MadeRow {
  const flux = madeGrid(pixels).map((λ) => level * (1 + 0.1 * Math.cos((2 * Math.PI * λ) / 1400)));
  return { flux, error: new Float64Array(pixels).fill(1) };
}

function image(fits: FitsFile, name: string) {
  const hdu = fits.hduNamed(name);
  if (hdu === undefined) throw new Error(`no ${name}`);
  return readImage(requireImage(hdu));
}

function column(fits: FitsFile, table: string, name: string): readonly unknown[] {
  const hdu = fits.hduNamed(table);
  if (hdu === undefined) throw new Error(`no ${table}`);
  return [...readColumn(requireTable(hdu), name).data];
}

describe('a normalised product', () => {
  it('finds a continuum that is a sum of sines, and flags what no region covers', async () => {
    using workspace = new TestWorkspace();
    writeFileSync(workspace.path('star.fits'), apStarBytes([wave(100)]));
    const { outcome, output, result } = await workspace.run('Sinusoidal', { input: 'star.fits' });
    expect(outcome.kind).toBe('done');
    using fits = openFits(output('normalised.fits'));
    const flags = image(fits, 'FLAGS').data;
    const flux = image(fits, 'NORMALIZED_FLUX').data;
    const continuum = image(fits, 'CONTINUUM').data;
    const ivar = image(fits, 'NORMALIZED_IVAR').data;
    // The 133 pixels of the science page, which keep the flux as it is.
    const outside = [...flags.keys()].filter((i) => flags[i] !== 0);
    expect(outside).toHaveLength(133);
    for (const i of outside) {
      expect(flags[i]).toBe(normalisationFlags.notNormalised);
      expect(continuum[i]).toBe(1);
    }
    // The regularisation pulls the fit down, most where no continuum region is near.
    for (const i of [1000, 2000, 4500, 5000, 7000, 8000]) {
      expect(Math.abs(Number(flux[i]) - 1)).toBeLessThan(1e-3);
      expect(Math.abs(Number(ivar[i]) / 1e4 - 1)).toBeLessThan(0.25);
    }
    expect(result).toMatchObject({ rows: 1, fitted_regions: 3, not_normalised: 133 });
  });

  it('says which task made it, of what, and how', async () => {
    using workspace = new TestWorkspace();
    writeFileSync(workspace.path('star.fits'), apStarBytes([wave(100)]));
    const texts = { input: 'star.fits', continuum_order: '2', use_remote: 'true' };
    const { id, output } = await workspace.run('Sinusoidal', texts);
    using fits = openFits(output('normalised.fits'));
    const { header } = fits.hdu(0);
    expect(header.string('TASKID')).toBe(id);
    expect(header.string('FAMILY')).toBe('Sinusoidal');
    expect(header.string('INPUT1')).toBe('star.fits');
    expect(header.string('INPID1')).toBe(workspace.id('LocalFile', { path: 'star.fits' }));
    expect(header.string('OBJECT')).toBe('MADE-UP');
    expect(header.string('FRAME')).toBe('rest');
    const names = column(fits, 'TASK_PARAMETERS', 'name');
    const values = column(fits, 'TASK_PARAMETERS', 'value');
    const parameters = Object.fromEntries(names.map((name, i) => [String(name), values[i]]));
    expect(parameters).toMatchObject({ L: '1400', continuum_order: '2', sum_axis: '-1' });
    expect(names).not.toContain('use_remote');
    // With a file, its default says apVisit, which this file is not.
    expect(names).not.toContain('species');
    for (const name of ['NORMALIZED_FLUX', 'NORMALIZED_IVAR', 'BITMASK', 'CONTINUUM', 'FLAGS']) {
      const own = fits.hduNamed(name)?.header;
      expect(own?.number('CRVAL1')).toBe(4.179);
      expect(own?.number('CDELT1')).toBe(6e-6);
    }
    for (const { header: own } of fits.hdus()) {
      expect(own.has('CHECKSUM')).toBe(true);
      expect(own.has('DATE')).toBe(false);
    }
  });

  it('holds the chosen rows in the order asked for', async () => {
    using workspace = new TestWorkspace();
    writeFileSync(workspace.path('star.fits'), apStarBytes([1, 2, 3, 4].map((n) => wave(100 * n))));
    const texts = { input: 'star.fits', spectrum_kwds: '{"rows": [3, 1]}' };
    const { output } = await workspace.run('Scalar', texts);
    using fits = openFits(output('normalised.fits'));
    const { shape, data } = image(fits, 'CONTINUUM');
    expect(shape).toEqual([2, pixels]);
    expect(Number(data[0]) / Number(data[pixels])).toBeCloseTo(2, 12);
    expect(column(fits, 'RESULTS', 'row')).toEqual([3, 1]);
    expect(column(fits, 'RESULTS', 'image_row')).toEqual([0, 1]);
  });

  it('stacks the rows by their normalised ivar where asked', async () => {
    using workspace = new TestWorkspace();
    const noisy = { ...wave(100), error: new Float64Array(pixels).fill(2) };
    noisy.flux[4000] = 200;
    writeFileSync(workspace.path('star.fits'), apStarBytes([wave(100), noisy]));
    const { output } = await workspace.run('Scalar', { input: 'star.fits', sum_axis: '0' });
    using fits = openFits(output('normalised.fits'));
    const [flux, ivar] = [image(fits, 'NORMALIZED_FLUX').data, image(fits, 'NORMALIZED_IVAR').data];
    const at = (array: ArrayLike<number | bigint>, i: number) => Number(array[i]);
    const [w0, w1] = [at(ivar, 4000), at(ivar, pixels + 4000)];
    const mean = (at(flux, 4000) * w0 + at(flux, pixels + 4000) * w1) / (w0 + w1);
    expect(image(fits, 'STACKED_FLUX').shape).toEqual([1, pixels]);
    expect(at(image(fits, 'STACKED_FLUX').data, 4000)).toBeCloseTo(mean, 12);
    expect(at(image(fits, 'STACKED_IVAR').data, 4000)).toBeCloseTo(w0 + w1, 6);
  });

  it('leaves pixels out of the fit that a hand mask strikes out, named by hash or by path', async () => {
    using workspace = new TestWorkspace();
    const bumpy = wave(100);
    bumpy.flux.fill(900, 4000, 4400);
    writeFileSync(workspace.path('star.fits'), apStarBytes([bumpy]));
    const mask = maskFile({ rows: new Map([[0, [[4000, 4400]]]]) });
    writeFileSync(workspace.path(mask.path), mask.text);
    const texts = { input: 'star.fits', statistic: 'max' };
    const plain = await workspace.run('Scalar', texts);
    const masked = await workspace.run('Scalar', { ...texts, mask: mask.hash });
    expect(workspace.id('Scalar', { ...texts, mask: mask.path })).toBe(masked.id);
    expect(masked.id).not.toBe(plain.id);
    using without = openFits(plain.output('normalised.fits'));
    using fits = openFits(masked.output('normalised.fits'));
    expect(image(without, 'CONTINUUM').data[0]).toBe(900);
    expect(image(fits, 'CONTINUUM').data[0]).toBeLessThan(111);
    const flags = image(fits, 'FLAGS').data;
    expect([3999, 4000, 4399, 4400].map((i) => flags[i])).toEqual([
      0,
      normalisationFlags.masked,
      normalisationFlags.masked,
      0,
    ]);
  });

  it('refuses a mask whose content is not what its name says, or that is for another file', async () => {
    using workspace = new TestWorkspace();
    writeFileSync(workspace.path('star.fits'), apStarBytes([wave(100)]));
    const mask = maskFile({ rows: new Map([[2, [[0, 5]]]]) });
    writeFileSync(workspace.path(mask.path), mask.text);
    const texts = { input: 'star.fits', mask: mask.hash };
    const other = await workspace.run('Scalar', texts);
    expect(other.outcome).toMatchObject({ kind: 'failed', problem: { code: 'mask-mismatch' } });
    writeFileSync(workspace.path(mask.path), mask.text.replace('[0,5]', '[0,6]'));
    const edited = await workspace.run('Scalar', texts);
    expect(edited.outcome).toMatchObject({ kind: 'failed', problem: { code: 'mask-changed' } });
  });
});

describe.skipIf(!hasSharedData)('a normalised product of a real file', () => {
  it('keeps the order of the source: an apVisit descends in wavelength', async () => {
    using workspace = new TestWorkspace();
    const { output } = await workspace.run('Chebyshev', { input: sharedData(visit) });
    using source = openFits(sharedData(visit));
    using fits = openFits(output('normalised.fits'));
    const wavelength = image(fits, 'WAVELENGTH');
    expect(wavelength.data).toEqual(readImage(requireImage(source.hdu(4))).data);
    const bitmask = image(fits, 'BITMASK').data;
    const stored = readImage(requireImage(source.hdu(3))).data;
    expect([...bitmask].map(Number)).toEqual([...stored].map(Number));
    const flux = readImage(requireImage(source.hdu(1))).data;
    const [normalised, continuum] = [image(fits, 'NORMALIZED_FLUX'), image(fits, 'CONTINUUM').data];
    expect(normalised.shape).toEqual([1, 12288]);
    for (let i = 0; i < 12288; i += 97) {
      const product = Number(normalised.data[i]) * Number(continuum[i]);
      expect(product).toBeCloseTo(Number(flux[i]), 6);
    }
  });

  it('has images for each grid: the coadd of a full spec file and its exposures', async () => {
    using workspace = new TestWorkspace();
    const texts = { input: sharedData('real/spec/spec-0907-52373-0419.fits') };
    const { output, result } = await workspace.run('Spline', texts);
    using fits = openFits(output('normalised.fits'));
    const grids = fits.hdus().filter(({ name }) => name === 'NORMALIZED_FLUX');
    expect(result).toMatchObject({ grids: grids.length, rows: grids.length });
    expect(grids.length).toBeGreaterThan(2);
    expect(grids.map(({ header }) => header.number('EXTVER'))).toEqual(grids.map((_, i) => i + 1));
    expect([...new Set(column(fits, 'RESULTS', 'grid'))]).toEqual(grids.map((_, i) => i + 1));
  });

  it.skipIf(!hasAstropy)('is read by astropy with its checksums, bit for bit', async () => {
    using workspace = new TestWorkspace();
    for (const input of [
      visit,
      'real/spec/spec-0907-52373-0419.fits',
      'synthetic/mwmStar-0.6.0-103020000.fits',
    ]) {
      const { output } = await workspace.run('Sinusoidal', {
        input: sharedData(input),
        sum_axis: '0',
      });
      const path = output('normalised.fits');
      const script = `
import sys, json, warnings, hashlib
warnings.simplefilter('error')
from astropy.io import fits
with fits.open(sys.argv[1], checksum=True) as file:
    file.verify('exception')
    print(json.dumps([[h.name, h.ver, hashlib.sha256(h.data.tobytes()).hexdigest()]
                      for h in file if h.is_image and h.data is not None]))
    print(json.dumps([[str(v) for v in row] for row in file['TASK_PARAMETERS'].data]))
    print(json.dumps([str(v) for v in file['RESULTS'].data['status']]))`;
      const [images = '[]', parameters = '[]', status = '[]'] = runPython(script, path).split('\n');
      using fits = openFits(path);
      const ours = fits.hdus().flatMap((hdu) => {
        if (hdu.kind !== 'image' || hdu.shape.length === 0) return [];
        return [[hdu.name, hdu.header.number('EXTVER') ?? 1, bigEndianHash(readImage(hdu).data)]];
      });
      expect(JSON.parse(images)).toEqual(ours);
      expect(ours.length).toBeGreaterThanOrEqual(8);
      expect(Object.fromEntries(JSON.parse(parameters) as [string, string][])).toMatchObject({
        L: '1400',
        continuum_order: '3',
        sum_axis: '0',
      });
      expect(JSON.parse(status)).toEqual(column(fits, 'RESULTS', 'status'));
    }
  });
});

function bigEndianHash(data: Parameters<typeof toBigEndian>[0]): string {
  return maskHash(toBigEndian(data));
}
