import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { apStarBytes } from '../normalise/apStarBytes.testing.ts';
import { TestWorkspace } from '../normalise/runTask.testing.ts';

/** A star whose flux ascends from `level`, with some pixels that no continuum can use. */
function starBytes(level: number): Uint8Array {
  const rows = [0, 1, 2].map((row) => ({
    flux: Float64Array.from({ length: 300 }, (_, i) => level + row + (i % 7) + i / 100),
    error: Float64Array.from({ length: 300 }, (_, i) => (i % 50 === 3 ? 1e10 : 1 + (i % 3))),
  }));
  return apStarBytes(rows);
}

const everyFamily: readonly [string, Record<string, string>][] = [
  ['EstimateSnr', {}],
  ['Sinusoidal', { continuum_order: '2' }],
  ['Chebyshev', { every_pixel: 'true' }],
  ['RunningQuantile', { width: '21' }],
  ['Spline', { knot_count: '2' }],
  ['Scalar', {}],
  ['Sinusoidal', { sum_axis: '0' }],
  ['ExportSpectrum', { frame: 'rest', velocity: '30', medium: 'air', wavelength_unit: 'nm' }],
  ['ExportSpectrum', { format: 'json' }],
  ['EstimateSnr', { fudge_factor: '2' }],
];

/** Digests of what they give of a star, one after the other. */
async function digests(
  workspace: TestWorkspace,
  families: readonly (readonly [string, Record<string, string>])[],
): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const [family, texts] of families) {
    const { outcome } = await workspace.run(family, { input: 'star.fits', ...texts });
    if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
    found.set(`${family} ${JSON.stringify(texts)}`, outcome.record.digest);
  }
  return found;
}

describe('a spectrum that the task before has read', () => {
  it('gives every family the same as one that is read for it alone', async () => {
    using shared = new TestWorkspace();
    writeFileSync(shared.path('star.fits'), starBytes(10));
    const forwards = await digests(shared, everyFamily);
    const backwards = await digests(shared, everyFamily.toReversed());
    for (const asked of everyFamily) {
      using alone = new TestWorkspace();
      writeFileSync(alone.path('star.fits'), starBytes(10));
      for (const [name, digest] of await digests(alone, [asked])) {
        expect([name, forwards.get(name), backwards.get(name)]).toEqual([name, digest, digest]);
      }
    }
    expect(new Set(forwards.values()).size).toBe(everyFamily.length);
  });

  it('is read again when the file has changed, and for another row', async () => {
    using workspace = new TestWorkspace();
    const file = workspace.path('star.fits');
    const snr = async (texts: Record<string, string> = {}) =>
      (await workspace.run('EstimateSnr', { input: 'star.fits', ...texts })).result;
    writeFileSync(file, starBytes(10));
    const before = await snr();
    expect(await snr({ row: '1' })).not.toEqual(before);
    expect(await snr()).toEqual(before);
    writeFileSync(file, starBytes(20));
    expect(await snr()).not.toEqual(before);
  });
});
