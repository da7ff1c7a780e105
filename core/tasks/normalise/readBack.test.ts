import { cpSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openFits } from '../../fits/fitsFile.ts';
import { requireImage } from '../../fits/hdu.ts';
import { readRowFloat64 } from '../../fits/image.ts';
import { badPixels } from '../../spectrum/bitmask/badPixels.ts';
import { listRows, loadSpectrum } from '../../spectrum/loadSpectrum.ts';
import { apStarBytes } from './apStarBytes.testing.ts';
import { TestWorkspace } from './runTask.testing.ts';

const samples = join(import.meta.dirname, '../../../resources/samples/sas');
const [visitFile = ''] = globSync('**/apVisit-*.fits', { cwd: samples });

/** Three rows that ascend, with a bad pixel each. */
function star(): Uint8Array {
  const rows = [10, 20, 30].map((level) => ({
    flux: Float64Array.from({ length: 400 }, (_, i) => level + (i % 5)),
    error: Float64Array.from({ length: 400 }, (_, i) => (i === 7 ? 1e10 : 1)),
  }));
  return apStarBytes(rows);
}

/** The product of a task on a file of the workspace. */
async function made(
  workspace: TestWorkspace,
  family: string,
  texts: Record<string, string>,
): Promise<string> {
  const { outcome, output } = await workspace.run(family, texts);
  if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
  return output(family === 'StackSpectra' ? 'stacked.fits' : 'normalised.fits');
}

function imageRow(path: string, name: string, row = 0): Float64Array {
  using fits = openFits(path);
  const hdu = fits.hduNamed(name);
  if (hdu === undefined) throw new Error(`no ${name}`);
  return readRowFloat64(requireImage(hdu), row);
}

describe('a normalised product as a spectrum', () => {
  it('has the rows of its source by their names, and the stack', async () => {
    using workspace = new TestWorkspace();
    writeFileSync(workspace.path('star.fits'), star());
    const texts = { input: 'star.fits', sum_axis: '0', spectrum_kwds: '{"rows": [2, 0]}' };
    const path = await made(workspace, 'Scalar', texts);
    const source = listRows(workspace.path('star.fits'));
    const labels = [source[2]?.label, source[0]?.label, 'Stack'];
    expect(listRows(path).map(({ label }) => label)).toEqual(labels);
    for (const row of [0, 1]) {
      const spectrum = loadSpectrum(path, { row });
      expect(spectrum).toMatchObject({
        product: 'normalised',
        label: labels[row],
        unit: '',
        frame: 'rest',
        meta: { task: 'Scalar', source_product: 'apStar', source_row: row === 0 ? 2 : 0 },
      });
      expect(spectrum.flux).toEqual(imageRow(path, 'NORMALIZED_FLUX', row));
      const ivar = imageRow(path, 'NORMALIZED_IVAR', row);
      ivar[7] = 0; // in a gap
      expect(spectrum.ivar).toEqual(ivar);
      expect(spectrum.wavelength).toEqual(
        loadSpectrum(workspace.path('star.fits'), { row }).wavelength,
      );
    }
    const stack = loadSpectrum(path, { row: 2 });
    expect(stack.flux).toEqual(imageRow(path, 'STACKED_FLUX'));
    expect(stack.meta['kind']).toBe('combined');
  });

  it('says in its mask which pixels were not normalised', async () => {
    using workspace = new TestWorkspace();
    writeFileSync(workspace.path('star.fits'), star());
    const texts = { input: 'star.fits', fit_regions: '15110-15150' };
    const { masks, maskTable, wavelength } = loadSpectrum(await made(workspace, 'Scalar', texts));
    const not = maskTable?.bits.find(({ name }) => name === 'NOT_NORMALISED');
    expect(maskTable?.badBits).toContain(not?.bit);
    const bits = [...wavelength].map((_, i) => (Number(masks.bitmask?.[i]) & 1) === 1);
    expect(bits).toEqual([...wavelength].map((at) => at < 15110 || at > 15150));
  });

  it('has the gaps and the good pixels of its source, in rows and in the stack', async () => {
    using workspace = new TestWorkspace();
    writeFileSync(workspace.path('star.fits'), star());
    const path = await made(workspace, 'Scalar', { input: 'star.fits', sum_axis: '0' });
    for (const row of [0, 1, 2, 3]) {
      const bad = badPixels(loadSpectrum(path, { row }));
      expect(bad.indexOf(1)).toBe(7);
      expect(bad.reduce((sum, one) => sum + one, 0)).toBe(1);
    }
    cpSync(path, workspace.path('again.fits'));
    const texts = { input: 'again.fits', width: '5' };
    const again = await made(workspace, 'RunningQuantile', texts);
    expect(imageRow(again, 'CONTINUUM')[7]).toBeGreaterThan(0.9); // bridged, as in the source
  });

  it('has the pixels of a visit in ascending order', async () => {
    using workspace = new TestWorkspace();
    cpSync(join(samples, visitFile), workspace.path('visit.fits'));
    const path = await made(workspace, 'Sinusoidal', { input: 'visit.fits' });
    const [source, back] = [loadSpectrum(workspace.path('visit.fits')), loadSpectrum(path)];
    expect(back.wavelength).toEqual(source.wavelength);
    expect(back.source.reversed).toBe(true);
    expect(back.flux).toEqual(imageRow(path, 'NORMALIZED_FLUX').reverse());
    expect(back.breaks).toEqual(source.breaks);
    expect(source.breaks.length).toBeGreaterThan(1);
    cpSync(path, workspace.path('first.fits'));
    const second = await made(workspace, 'Scalar', { input: 'first.fits' });
    expect(loadSpectrum(second).breaks).toEqual(source.breaks);
    const stack = await made(workspace, 'StackSpectra', { input: 'visit.fits' });
    expect(loadSpectrum(stack).breaks).toEqual(source.breaks);
  });

  it('can be normalised and measured again', async () => {
    using workspace = new TestWorkspace();
    writeFileSync(workspace.path('star.fits'), star());
    const first = await made(workspace, 'Scalar', { input: 'star.fits' });
    cpSync(first, workspace.path('first.fits'));
    const again = loadSpectrum(
      await made(workspace, 'Chebyshev', { input: 'first.fits', every_pixel: 'true' }),
    );
    expect(again).toMatchObject({ product: 'normalised', meta: { source_product: 'normalised' } });
    const { outcome } = await workspace.run('EstimateSnr', { input: 'first.fits' });
    expect(outcome).toMatchObject({ kind: 'done', record: { result: { header_snr: null } } });
  });

  it('with a damaged card is refused by its name', async () => {
    using workspace = new TestWorkspace();
    writeFileSync(workspace.path('star.fits'), star());
    const path = await made(workspace, 'Scalar', { input: 'star.fits' });
    const text = readFileSync(path, 'latin1').replace("FRAME   = 'rest", "FRAME   = 'nest");
    writeFileSync(workspace.path('damaged.fits'), text, 'latin1');
    expect(() => loadSpectrum(workspace.path('damaged.fits'))).toThrow(/"nest" is none of/);
  });
});

describe('a stack as a spectrum', () => {
  it('has flux, ivar, masks and unit as they were written, and can be normalised', async () => {
    using workspace = new TestWorkspace();
    writeFileSync(workspace.path('star.fits'), star());
    const path = await made(workspace, 'StackSpectra', { input: 'star.fits' });
    const stack = loadSpectrum(path);
    expect(listRows(path)).toHaveLength(1);
    expect(stack).toMatchObject({
      product: 'stacked',
      rows: 1,
      unit: '1e-17 erg/s/cm^2/Å',
      maskTable: { name: 'APOGEE_PIXMASK' },
      meta: { task: 'StackSpectra', n_spectra: 3, source_product: 'apStar' },
    });
    expect(stack.flux).toEqual(imageRow(path, 'FLUX'));
    expect(stack.ivar).toEqual(imageRow(path, 'IVAR'));
    expect(Object.keys(stack.masks)).toEqual(['and_mask', 'or_mask']);
    cpSync(path, workspace.path('stack.fits'));
    const product = await made(workspace, 'Scalar', { input: 'stack.fits' });
    expect(loadSpectrum(product).meta['source_product']).toBe('stacked');
    const again = loadSpectrum(await made(workspace, 'StackSpectra', { input: 'stack.fits' }));
    expect(again.maskTable?.name).toBe('APOGEE_PIXMASK');
    cpSync(product, workspace.path('normalised.fits'));
    const flagged = loadSpectrum(
      await made(workspace, 'StackSpectra', { input: 'normalised.fits' }),
    );
    expect(flagged.maskTable).toMatchObject({ name: 'NORMALISATION' });
    expect(flagged.maskTable?.bits[0]?.name).toBe('NOT_NORMALISED');
  });
});
