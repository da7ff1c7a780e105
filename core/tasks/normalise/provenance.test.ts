import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openFits } from '../../fits/fitsFile.ts';
import { apStarBytes } from './apStarBytes.testing.ts';
import { ascii, inputName } from './provenance.ts';
import { TestWorkspace } from './runTask.testing.ts';

describe('what a product says of its inputs', () => {
  it('is printable ASCII, and no two texts become one', () => {
    expect(ascii('apStar 2M1+16')).toBe('apStar 2M1+16');
    expect(ascii('Jürgen ★\n')).toBe('J%C3%BCrgen %E2%98%85%0A');
    expect(ascii('\ud800')).toBe('%EF%BF%BD');
  });

  it('leaves out folders and the suffix of a packing, which never matter', () => {
    expect(inputName('/data/sas/apVisit-1.fits.gz')).toBe('apVisit-1.fits');
    expect(inputName('spec.fits')).toBe('spec.fits');
  });

  it.each([
    ['Sinusoidal', 'normalised.fits', 'input'],
    ['StackSpectra', 'stacked.fits', 'inputs'],
    ['ExportSpectrum', 'Stern___-row0.fits', 'input'],
  ])(
    '%s names a file outside the workspace, of any name, by its last part',
    async (family, file, parameter) => {
      const outside = mkdtempSync(join(tmpdir(), 'astra-outside-'));
      try {
        using workspace = new TestWorkspace();
        const pixels = { flux: new Float64Array(50).fill(2), error: new Float64Array(50).fill(1) };
        writeFileSync(join(outside, 'Stern ★ü.fits'), apStarBytes([pixels]));
        const { outcome, output } = await workspace.run(family, {
          [parameter]: join(outside, 'Stern ★ü.fits'),
          ...(family === 'ExportSpectrum' ? { format: 'fits' } : {}),
        });
        expect(outcome.kind).toBe('done');
        const product = output(file);
        expect(readFileSync(product).includes(outside)).toBe(false);
        using fits = openFits(product);
        expect(fits.hdu(0).header.string('INPUT1')).toBe('Stern %E2%98%85%C3%BC.fits');
      } finally {
        rmSync(outside, { recursive: true });
      }
    },
  );
});
