import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openFits } from '../../core/fits/fitsFile.ts';
import { requireImage } from '../../core/fits/hdu.ts';
import { readRowFloat64 } from '../../core/fits/image.ts';
import { decodeBits } from '../../core/spectrum/bitmask/bitmaskTable.ts';
import { loadSpectrum } from '../../core/spectrum/loadSpectrum.ts';
import { measureLine } from '../../core/spectrum/measure/measureLine.ts';
import { frameFactor, statedShifts } from '../../core/spectrum/operations/frames.ts';
import { sampleFiles } from './sampleFiles.ts';
import { seededRandom } from './random.ts';

const folder = join(import.meta.dirname, '../../resources/samples');
const named = (part: string): string =>
  join(folder, sampleFiles.find(({ path }) => path.includes(part))?.path ?? part);

describe('the bundled sample', () => {
  it.each(sampleFiles)('$path is what the generator makes, byte for byte', ({ path, bytes }) => {
    expect(existsSync(join(folder, path))).toBe(true);
    expect(readFileSync(join(folder, path)).equals(bytes())).toBe(true);
  });

  it('stays below 3 MB', () => {
    const total = sampleFiles.reduce(
      (sum, { path }) => sum + readFileSync(join(folder, path)).length,
      0,
    );
    expect(total).toBeLessThan(3e6);
  });

  it.each(sampleFiles)('$path says in its header that it is synthetic', ({ path }) => {
    using fits = openFits(join(folder, path));
    const { header } = fits.hdu(0);
    expect(header.get('SYNTHET')).toBe(true);
    const comments = header.cards.filter(({ keyword }) => keyword === 'COMMENT');
    expect(comments.map(({ comment }) => comment).join(' ')).toMatch(/SYNTHETIC SPECTRUM/);
    expect(fits.warnings).toEqual([]);
  });

  it('has visits of three chips whose wavelengths fall along the rows, red chip first', () => {
    using fits = openFits(named('58042'));
    const wavelength = requireImage(fits.hdu(4));
    expect(wavelength.shape).toEqual([3, 4096]);
    expect(wavelength.bitpix).toBe(-64);
    const ends = [0, 1, 2].map((chip) => {
      const row = readRowFloat64(wavelength, chip);
      expect(row.every((value, i) => i === 0 || value < (row[i - 1] ?? NaN))).toBe(true);
      return [row[0] ?? NaN, row[4095] ?? NaN];
    });
    const [red, green, blue] = ends;
    expect(red?.[1]).toBeGreaterThan(green?.[0] ?? NaN);
    expect(green?.[1]).toBeGreaterThan(blue?.[0] ?? NaN);
    expect(blue?.[1]).toBeGreaterThan(15_130);
  });

  it('has masks with sky lines, tellurics, cosmic rays, persistence and bad pixels', () => {
    const { masks, maskTable } = loadSpectrum(named('58042'));
    const set = new Set<string>();
    for (const value of masks.bitmask ?? []) {
      for (const { name } of decodeBits(maskTable, value)) set.add(name);
    }
    expect([...set].sort()).toEqual(
      expect.arrayContaining([
        'BADPIX',
        'CRPIX',
        'LITTROW_GHOST',
        'PERSIST_HIGH',
        'PERSIST_LOW',
        'SIG_SKYLINE',
        'SIG_TELLURIC',
      ]),
    );
  });

  it('has noise as large as its errors: the same line in two visits agrees within them', () => {
    // Si I 15964.42 Å in vacuum; each visit is shifted to rest by its own VRAD.
    const measured = ['58042', '58069'].map((mjd) => {
      const spectrum = loadSpectrum(named(mjd));
      const factor = frameFactor('topocentric', 'rest', statedShifts(spectrum));
      const wavelength = spectrum.wavelength.map((value) => value * factor);
      return measureLine({ ...spectrum, wavelength }, { from: 15_962.6, to: 15_966.2 }, [
        { from: 15_957, to: 15_959 },
        { from: 15_969, to: 15_971 },
      ]);
    });
    const [first, second] = measured.map(({ centroid }) => centroid);
    for (const centroid of [first, second]) {
      expect(centroid?.error).toBeLessThan(0.1);
      expect(Math.abs((centroid?.value ?? NaN) - 15_964.424)).toBeLessThan(0.3);
    }
    const difference = (first?.value ?? NaN) - (second?.value ?? NaN);
    const error = Math.hypot(first?.error ?? NaN, second?.error ?? NaN);
    expect(Math.abs(difference)).toBeLessThan(4 * error);
  });

  it('has a combined spectrum whose S/N is that of its visits in quadrature', () => {
    const path = named('apStar');
    const [combined, , one, two] = [0, 1, 2, 3].map((row) => loadSpectrum(path, { row }).headerSnr);
    expect(combined).toBeCloseTo(Math.hypot(one ?? NaN, two ?? NaN), -1);
  });
});

describe('the random numbers', () => {
  it('are the same for a seed, and differ between seeds', () => {
    const draw = (seed: number): number[] => {
      const { normal } = seededRandom(seed);
      return Array.from({ length: 5 }, normal);
    };
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
  });

  it('have the mean, variance and kurtosis of a normal distribution', () => {
    const { normal } = seededRandom(5);
    const values = Array.from({ length: 200_000 }, normal);
    const moment = (power: number): number =>
      values.reduce((sum, value) => sum + value ** power, 0) / values.length;
    expect(Math.abs(moment(1))).toBeLessThan(0.01);
    expect(Math.abs(moment(2) - 1)).toBeLessThan(0.015);
    expect(Math.abs(moment(4) - 3)).toBeLessThan(0.12);
  });
});
