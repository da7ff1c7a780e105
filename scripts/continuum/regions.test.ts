import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { continuumPixels } from '../../core/continuum/continuumPixels.ts';
import { parseRegions } from '../../core/continuum/parseRegions.ts';
import { localRank, meanRank, onGrid } from './envelopeScore.ts';
import { selectRuns } from './selectRegions.ts';
import { apogeeExclusions, bossExclusions, isExcluded } from './spectralWindows.ts';

function shipped(name: string) {
  const path = join(import.meta.dirname, '../../resources/continuum', name);
  return parseRegions(readFileSync(path, 'utf8'), path);
}

describe('the continuum regions that the project ships', () => {
  it.each([
    ['apogee.regions', apogeeExclusions],
    ['boss.regions', bossExclusions],
  ])(
    '%s ascends, needs no merging and keeps clear of the excluded features',
    (name, exclusions) => {
      const { ranges, notes, ascending } = shipped(name);
      expect(ascending).toBe(true);
      expect(notes).toEqual([]);
      // The ends lie half a pixel outside the outermost pixel.
      const touched = ranges.filter((r) => isExcluded(exclusions, r.start + 1, r.end - 1));
      expect(touched).toEqual([]);
    },
  );

  it('hold the documented numbers of APOGEE pixels, whatever the last bits of the grid', () => {
    const { ranges } = shipped('apogee.regions');
    const grid = Float64Array.from({ length: 8575 }, (_, i) => 10 ** (4.179 + 6e-6 * i));
    const pixels = continuumPixels(grid, ranges);
    expect(pixels.length).toBe(655);
    // A grid of another length is not recognised as apStar's, so the raw comparison decides.
    const shifted = (factor: number) =>
      continuumPixels(
        grid.slice(1).map((w) => w * factor),
        ranges,
      );
    expect(shifted(1 + 1e-15)).toEqual(pixels.map((p) => p - 1));
    expect(shifted(1 - 1e-15)).toEqual(pixels.map((p) => p - 1));
  });

  it('know the hydrogen lines: Brackett 11 at 16811.1 Å and Hα at 6564.6 Å in vacuum', () => {
    const centre = (list: typeof apogeeExclusions, why: string) => {
      const line = list.find((exclusion) => exclusion.why === why);
      return ((line?.start ?? NaN) + (line?.end ?? NaN)) / 2;
    };
    expect(centre(apogeeExclusions, 'H Brackett 11-4')).toBeCloseTo(16811.1, 0);
    expect(centre(bossExclusions, 'H Balmer 3-2')).toBeCloseTo(6564.6, 0);
  });
});

describe('the derivation', () => {
  it('ranks the pixels of a sloping spectrum by what lies above their neighbours', () => {
    const flux = Float64Array.from(
      { length: 101 },
      (_, i) => (1000 - i) * (i % 10 === 5 ? 0.5 : 1),
    );
    // Without the ends, whose neighbourhood is one-sided.
    const rank = localRank(flux, 20, 1).slice(20, -20);
    const lines = rank.filter((_, i) => i % 10 === 5);
    const others = rank.filter((_, i) => i % 10 !== 5);
    expect(Math.max(...lines)).toBeLessThan(Math.min(...others));
  });

  it('is silent where too few stars speak', () => {
    const mean = meanRank([Float64Array.of(1, NaN), Float64Array.of(0, 1)], 2);
    expect([...mean]).toEqual([0.5, NaN]);
  });

  it('interpolates onto a grid and not across a NaN', () => {
    const star = {
      name: 'x',
      wavelength: Float64Array.of(1, 2, 3, 4),
      flux: Float64Array.of(10, 20, NaN, 40),
    };
    expect([...onGrid(star, Float64Array.of(0.5, 1.5, 2, 2.5, 4, 5))]).toEqual([
      NaN,
      15,
      20,
      NaN,
      40,
      NaN,
    ]);
  });

  it('takes the best runs of a block until its share is full', () => {
    const score = Float64Array.from({ length: 20 }, (_, i) => (i >= 4 && i < 7 ? 0.9 : 0.5));
    const selection = { share: 0.15, block: 20, least: 3, floor: 0.6 };
    expect(selectRuns(score, selection)).toEqual([{ first: 4, last: 7 }]);
  });
});
