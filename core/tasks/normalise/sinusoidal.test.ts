import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { hasSharedReference, referenceText } from '../../continuum/sharedReference.testing.ts';
import { openFits } from '../../fits/fitsFile.ts';
import { requireImage } from '../../fits/hdu.ts';
import { readRowFloat64 } from '../../fits/image.ts';
import { sharedData } from '../../fits/sharedData.testing.ts';
import { TestWorkspace } from './runTask.testing.ts';

const samples = z.record(z.string(), z.number());
const referenceSchema = z.object({
  file: z.string(),
  row: z.number(),
  L: z.number(),
  order: z.number(),
  continuum: samples,
  flux: samples,
  ivar: samples,
});

/** Row `row` of a named image of a product. */
function imageRow(path: string, name: string, row = 0): Float64Array {
  using fits = openFits(path);
  const hdu = fits.hduNamed(name);
  if (hdu === undefined) throw new Error(`no ${name}`);
  return readRowFloat64(requireImage(hdu), row);
}

/** Largest relative difference; a reference of 0 must be met exactly. */
function worst(values: Float64Array, reference: Record<string, number>): number {
  const errors = Object.entries(reference).map(([pixel, wanted]) => {
    const got = values[Number(pixel)] ?? NaN;
    return wanted === 0 ? Math.abs(got) : Math.abs(got / wanted - 1);
  });
  return Math.max(...errors);
}

describe.skipIf(!hasSharedReference)('Sinusoidal on real files', () => {
  it('writes what Astra computed, to 1e-9 relative, for every L and order of the reference', async () => {
    using workspace = new TestWorkspace();
    writeFileSync(workspace.path('era.list'), referenceText('continuum-regions-apogee.list'));
    const lines = referenceText('reference.jsonl').trim().split('\n');
    expect(lines).toHaveLength(21);
    for (const line of lines) {
      const reference = referenceSchema.parse(JSON.parse(line));
      const { outcome, output } = await workspace.run('Sinusoidal', {
        input: sharedData('real/apStar', reference.file),
        continuum_regions: 'era.list',
        L: String(reference.L),
        continuum_order: String(reference.order),
        spectrum_kwds: JSON.stringify({ rows: [reference.row] }),
      });
      expect(outcome.kind).toBe('done');
      const product = output('normalised.fits');
      expect(worst(imageRow(product, 'CONTINUUM'), reference.continuum)).toBeLessThan(1e-9);
      expect(worst(imageRow(product, 'NORMALIZED_FLUX'), reference.flux)).toBeLessThan(1e-9);
      expect(worst(imageRow(product, 'NORMALIZED_IVAR'), reference.ivar)).toBeLessThan(1e-9);
    }
  });

  it('gives equal bytes in a unit of several, alone, and a second time', async () => {
    const visits = [
      'apVisit-r5-7125-56557-285.fits',
      'apVisit-r13-5095-55844-128.fits',
      'apVisit-r6-5094-55874-088.fits',
    ].map((name) => ({ input: sharedData('real/apVisit', name) }));
    const members = [
      ...visits,
      { input: sharedData('real/apStar/apStar-r5-2M19245882+4714573.fits') },
      { input: sharedData('real/spec/spec-0907-52373-0419.fits') },
      { input: sharedData('real/apStar/apStar-r6-2M00452143+1634446.fits') },
    ];
    using together = new TestWorkspace();
    using alone = new TestWorkspace();
    const unit = await together.runUnit('Sinusoidal', members);
    for (const [i, member] of members.entries()) {
      const single = await alone.run('Sinusoidal', member);
      const again = await alone.run('Sinusoidal', member);
      const inUnit = unit[i];
      expect(single.id).toBe(inUnit?.id);
      for (const name of ['normalised.fits', 'result.json']) {
        const bytes = readFileSync(single.output(name));
        expect(readFileSync(again.output(name)).equals(bytes)).toBe(true);
        expect(readFileSync(inUnit?.output(name) ?? '').equals(bytes)).toBe(true);
        expect(bytes.includes(alone.folder)).toBe(false);
        expect(bytes.includes(sharedData())).toBe(false);
      }
    }
  });
});
