import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { hasAstropy, runPython } from '../../fits/astropy.testing.ts';
import { hasSharedData, sharedData } from '../../fits/sharedData.testing.ts';
import { loadSpectrum } from '../../spectrum/loadSpectrum.ts';
import { apStarBytes } from '../normalise/apStarBytes.testing.ts';
import { TestWorkspace } from '../normalise/runTask.testing.ts';

const spec = 'real/spec/spec-3586-55181-0500.fits';
const visit = 'real/apVisit/apVisit-r5-7125-56557-285.fits';

/** Lines of a CSV with a comment head, as cells. */
function csvOf(path: string): { head: string[]; columns: string[]; rows: string[][] } {
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
  const head = lines.filter((line) => line.startsWith('#'));
  const [columns = [], ...rows] = lines.slice(head.length).map((line) => line.split(','));
  return { head, columns, rows };
}

describe('ExportSpectrum', () => {
  it('names the file after its source and writes every digit, NaN and infinity', async () => {
    using workspace = new TestWorkspace();
    const made = { flux: Float64Array.of(1 / 3, NaN), error: Float64Array.of(3, 0) };
    writeFileSync(workspace.path('apStar-x.fits'), apStarBytes([made]));
    const { id, output } = await workspace.run('ExportSpectrum', { input: 'apStar-x.fits' });
    const { head, columns, rows } = csvOf(output('apStar-x-row0.csv'));
    expect(columns).toEqual(['wavelength', 'flux', 'ivar', 'bitmask']);
    expect(rows).toEqual([
      [String(10 ** 4.179), String(1 / 3), String(1 / 9), '0'],
      [String(10 ** (4.179 + 6e-6)), 'nan', 'inf', '0'],
    ]);
    expect(head[0]).toBe(`# task: ${id}`);
    expect(head).toContain('# wavelength: Å, vacuum, rest');
    expect(head.find((line) => line.startsWith('# input:'))).toMatch(/^# input: apStar-x.fits \(/);
  });

  it('does not ask for a velocity that nothing needs', () => {
    using workspace = new TestWorkspace();
    const plain = workspace.id('ExportSpectrum', { input: 'a.fits' });
    expect(workspace.id('ExportSpectrum', { input: 'a.fits', velocity: '30' })).toBe(plain);
    const shifted = workspace.id('ExportSpectrum', { input: 'a.fits', frame: 'rest' });
    expect(
      workspace.id('ExportSpectrum', { input: 'a.fits', frame: 'rest', velocity: '30' }),
    ).not.toBe(shifted);
  });

  it('fails in words, and leaves nothing, where the row is not there', async () => {
    using workspace = new TestWorkspace();
    const made = { flux: Float64Array.of(1, 2), error: Float64Array.of(1, 1) };
    writeFileSync(workspace.path('a.fits'), apStarBytes([made]));
    const { outcome, output } = await workspace.run('ExportSpectrum', {
      input: 'a.fits',
      row: '1',
    });
    expect(outcome).toMatchObject({ kind: 'failed', problem: { code: 'spectrum-no-row' } });
    expect(existsSync(output(''))).toBe(false);
  });
});

describe.skipIf(!hasSharedData)('ExportSpectrum of real files', () => {
  it('gives the same samples in JSON as the reader', async () => {
    using workspace = new TestWorkspace();
    const texts = { input: sharedData(spec), row: '1', format: 'json' };
    const { id, output } = await workspace.run('ExportSpectrum', texts);
    const text = readFileSync(output('spec-3586-55181-0500-row1.json'), 'utf8');
    const document = JSON.parse(text) as Record<string, unknown>;
    const spectrum = loadSpectrum(sharedData(spec), { row: 1 });
    expect(document).toMatchObject({
      schema: 1,
      product: 'spec',
      row: 1,
      n_pixels: spectrum.flux.length,
      wavelength_unit: 'Å',
      provenance: { task: id, family: 'ExportSpectrum', parameters: { row: '1' } },
    });
    expect(document['flux']).toEqual([...spectrum.flux]);
    expect(text.includes(sharedData())).toBe(false);
  });

  it('shifts, converts and scales the wavelengths, and says so', async () => {
    using workspace = new TestWorkspace();
    const texts = {
      input: sharedData(visit),
      frame: 'rest',
      velocity: '30',
      medium: 'air',
      wavelength_unit: 'micron',
    };
    const { output } = await workspace.run('ExportSpectrum', texts);
    const { head, rows } = csvOf(output('apVisit-r5-7125-56557-285-row0.csv'));
    const source = loadSpectrum(sharedData(visit));
    const rest = (source.wavelength[6000] ?? NaN) / (1 + 30 / 299792.458);
    // Index of standard air in the H band, 1.000273: Ciddor's formula worked out at 1.6 µm.
    const s2 = (1e4 / rest) ** 2;
    const index = 1 + 0.05792105 / (238.0185 - s2) + 0.00167917 / (57.362 - s2);
    expect(index).toBeCloseTo(1.000273, 6);
    expect(Number(rows[6000]?.[0])).toBeCloseTo(rest / index / 1e4, 12);
    expect(Number(rows[6000]?.[1])).toBe(source.flux[6000]);
    expect(head).toContain('# wavelength: µm, air, rest');
  });

  it.skipIf(!hasAstropy)('is a FITS table that astropy reads, units and masks too', async () => {
    using workspace = new TestWorkspace();
    const { output } = await workspace.run('ExportSpectrum', {
      input: sharedData(spec),
      format: 'fits',
      wavelength_unit: 'nm',
    });
    const script = `
import sys, warnings
warnings.simplefilter('error')
from astropy.io import fits
from astropy.table import Table
from astropy.units import Unit
with fits.open(sys.argv[1], checksum=True) as file:
    file.verify('exception')
table = Table.read(sys.argv[1], hdu='SPECTRUM')
print(table.colnames[:5], table['WAVELENGTH'].unit, table['FLUX'].unit == Unit('1e-17 erg s-1 cm-2 AA-1'), table['IVAR'].unit * table['FLUX'].unit ** 2 == Unit(''), len(table))
print(repr(float(table['FLUX'][2000])), int(table['AND_MASK'][2000]))`;
    const [first, second] = runPython(script, output('spec-3586-55181-0500-row0.fits')).split('\n');
    const spectrum = loadSpectrum(sharedData(spec));
    expect(first).toBe(
      `['WAVELENGTH', 'FLUX', 'IVAR', 'AND_MASK', 'OR_MASK'] nm True True ${spectrum.flux.length}`,
    );
    const [flux = '', mask = ''] = (second ?? '').split(' ');
    expect(Number(flux)).toBe(spectrum.flux[2000]);
    expect(Number(mask)).toBe(Number(spectrum.masks.and_mask?.[2000]));
  });
});
