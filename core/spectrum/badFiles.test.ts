import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bufferSource, type ByteSource } from '../fits/byteSource.ts';
import { encodeFits } from '../fits/write/encodeFits.ts';
import type { WritableHdu, WritableImage, WritableTable } from '../fits/write/writableHdu.ts';
import { Problem } from '../problem/problem.ts';
import { listRows, loadSpectrum } from './loadSpectrum.ts';
import { decodeBits } from './bitmask/bitmaskTable.ts';
import { estimateSnr } from './measure/estimateSnr.ts';
import { seeded } from './seeded.testing.ts';

const samples = join(import.meta.dirname, '../../resources/samples/sas');
const sample = {
  apVisit: join(
    samples,
    'dr17/apogee/spectro/redux/dr17/visit/apo25m/182-10/99001/58042/apVisit-dr17-99001-58042-057.fits',
  ),
  apStar: join(
    samples,
    'dr16/apogee/spectro/redux/r12/stars/apo25m/182-10/apStar-r12-SYN0512+2201.fits',
  ),
  spec: join(
    samples,
    'dr17/eboss/spectro/redux/v5_13_2/spectra/lite/99003/spec-99003-58131-0412.fits',
  ),
};

/** The code of the Problem that is thrown; anything else that is thrown fails the test. */
function problemCode(run: () => unknown): string | undefined {
  try {
    run();
    return undefined;
  } catch (thrown) {
    if (thrown instanceof Problem) return thrown.code;
    throw thrown;
  }
}

const inMemory = (hdus: readonly WritableHdu[]): ByteSource =>
  bufferSource('bad.fits', encodeFits(hdus));

const image = (
  shape: readonly number[],
  value: (i: number) => number,
  cards: WritableImage['cards'] = [],
): WritableImage => {
  const length = shape.reduce((a, b) => a * b, 1);
  return { kind: 'image', shape, cards, data: Float64Array.from({ length }, (_, i) => value(i)) };
};
const mask = (shape: readonly number[]): WritableImage => ({
  kind: 'image',
  shape,
  data: new Int16Array(shape.reduce((a, b) => a * b, 1)),
});

/** A small apVisit, of which one image can be replaced. */
function visit(replace: Record<number, WritableHdu> = {}): ByteSource {
  const shape = [3, 32];
  const hdus = [
    { kind: 'image' as const },
    image(shape, () => 10),
    image(shape, () => 1),
    mask(shape),
    image(shape, (i) => 17_000 - i),
  ];
  return inMemory(hdus.map((hdu, index) => replace[index] ?? hdu));
}

describe('files that are cut off', () => {
  it.each(Object.entries(sample))('%s: an error or a warning wherever it is cut', (_, path) => {
    const bytes = readFileSync(path);
    const { uniform } = seeded(17);
    const cuts = [0, 1, 79, 80, 2879, 2880, 2881, 5760, bytes.length - 2881];
    for (let n = 0; n < 60; n++) cuts.push(Math.floor((uniform() * bytes.length) / 2880) * 2880);
    for (let n = 0; n < 60; n++) cuts.push(Math.floor(uniform() * (bytes.length - 2880)));
    for (const cut of cuts) {
      const source = bufferSource('cut.fits', bytes.subarray(0, cut));
      let warnings: readonly string[] = [];
      const code = problemCode(() => (warnings = loadSpectrum(source).warnings));
      const told = code !== undefined || warnings.some((text) => text.includes('cut off'));
      // The last table of an apVisit or spec file may be missing without being missed.
      if (!told) expect(cut).toBeGreaterThan(bytes.length - 20_000);
    }
  });
});

describe('files that are no spectra', () => {
  it('that are missing, empty, text or HTML give one clear problem each', () => {
    expect(problemCode(() => loadSpectrum('/nowhere/apVisit.fits'))).toBe('fits-not-found');
    const text = (content: string) => bufferSource('a.fits', Buffer.from(content));
    expect(problemCode(() => loadSpectrum(text('')))).toBe('fits-truncated');
    expect(problemCode(() => loadSpectrum(text('wavelength flux\n1 2\n')))).toBe('fits-not-fits');
    expect(problemCode(() => loadSpectrum(text('<html>404</html>')))).toBe('fits-not-fits');
    expect(problemCode(() => loadSpectrum(inMemory([{ kind: 'image' }])))).toBe('spectrum-unknown');
  });
});

describe('rows that do not exist', () => {
  it.each(Object.entries(sample))('%s has no row −1, 1.5 or 99', (_, path) => {
    for (const row of [-1, 1.5, 99, NaN]) {
      expect(problemCode(() => loadSpectrum(path, { row }))).toBe('spectrum-no-row');
    }
  });
});

describe('files whose parts do not fit', () => {
  it('reads a small, sound apVisit', () => {
    const spectrum = loadSpectrum(visit());
    expect(spectrum.wavelength).toHaveLength(96);
    expect(spectrum.meanSnr).toBe(10);
    expect(spectrum.warnings.join()).toMatch(/cut off/);
  });

  it('with wavelengths that are NaN, negative, equal or ascending are refused', () => {
    const grids = [() => NaN, (i: number) => -i - 1, () => 16_000, (i: number) => 15_000 + i];
    for (const grid of grids) {
      const source = visit({ 4: image([3, 32], grid) });
      expect(problemCode(() => loadSpectrum(source))).toBe('spectrum-wavelength');
    }
  });

  it('with images of other shapes are no apVisit', () => {
    const source = visit({ 2: image([3, 31], () => 1) });
    expect(problemCode(() => loadSpectrum(source))).toBe('spectrum-unknown');
  });

  it('with errors of 0 or NaN everywhere give a flagged result, not a number', () => {
    for (const error of [0, NaN, Infinity]) {
      const spectrum = loadSpectrum(
        visit({ 2: image([3, 32], () => error), 1: image([3, 32], () => NaN) }),
      );
      expect(estimateSnr(spectrum)).toEqual({
        snr: null,
        n_used: 0,
        snr_good: null,
        header_snr: null,
      });
      expect(spectrum.warnings.join()).toMatch(/No pixel/);
    }
  });

  it('with absurd grids in an apStar are refused before anything is computed', () => {
    const grids = [
      { CRVAL1: 4.179, CDELT1: 0 },
      { CRVAL1: 4.179, CDELT1: -6e-6 },
      { CRVAL1: 1e300, CDELT1: 6e-6 },
      { CRVAL1: 4.179, CDELT1: 1e9 },
    ];
    for (const grid of grids) {
      const cards = [
        { keyword: 'CTYPE1', value: 'LOG-LINEAR' },
        ...Object.entries(grid).map(([keyword, value]) => ({ keyword, value })),
      ];
      const star = inMemory([
        { kind: 'image' },
        image([64], () => 1, cards),
        image([64], () => 1),
        mask([64]),
      ]);
      expect(problemCode(() => loadSpectrum(star))).toBe('spectrum-grid');
    }
  });

  it('warns of a velocity that no star has', () => {
    const fast: WritableHdu = { kind: 'image', cards: [{ keyword: 'VHELIO', value: 595.8 }] };
    expect(loadSpectrum(visit({ 0: fast })).warnings.join()).toMatch(/595.8 km\/s/);
  });
});

describe('mwm files', () => {
  const mwm = (
    rows: number,
    pixels: number,
    cards: WritableTable['cards'] = [],
    [extension, flags]: [string, number] = ['BOSS/APO', 0],
  ): ByteSource => {
    const vector = (name: string, value: number) => ({
      name,
      values: {
        kind: 'number' as const,
        type: 'f4' as const,
        shape: [rows, pixels],
        data: new Float32Array(rows * pixels).fill(value),
      },
    });
    const columns = [vector('flux', 8), vector('ivar', 4), vector('pixel_flags', flags)];
    return inMemory([
      { kind: 'image', cards: [{ keyword: 'V_ASTRA', value: '0.6.0' }] },
      { kind: 'table', name: extension, cards, columns },
    ]);
  };

  it('with no rows and zero-length columns are empty, not broken', () => {
    const source = mwm(0, 0);
    expect(listRows(source)).toEqual([]);
    expect(problemCode(() => loadSpectrum(source))).toBe('spectrum-empty');
  });

  it('whose header counts other pixels than the rows have are refused', () => {
    const grid = [
      { keyword: 'CRVAL', value: 3.5523 },
      { keyword: 'CDELT', value: 1e-4 },
    ];
    const good = mwm(2, 20, [...grid, { keyword: 'NPIXELS', value: 20 }]);
    expect(loadSpectrum(good, { row: 1 })).toMatchObject({ rows: 2, meanSnr: 16 });
    const bad = mwm(2, 20, [...grid, { keyword: 'NPIXELS', value: 4648 }]);
    expect(problemCode(() => loadSpectrum(bad))).toBe('spectrum-shape');
  });

  it('have an OR-mask of BOSS spectra, which makes no pixel bad, and one of APOGEE, which does', () => {
    const grid = [
      { keyword: 'CRVAL', value: 4.179 },
      { keyword: 'CDELT', value: 6e-6 },
      { keyword: 'NPIXELS', value: 20 },
    ];
    const [brightSky, badPixel] = [2 ** 23, 1];
    const boss = loadSpectrum(mwm(1, 20, grid, ['BOSS/LCO', brightSky]));
    expect(boss.masks.bitmask?.[0]).toBe(brightSky);
    expect(decodeBits(boss.maskTable, brightSky)).toMatchObject([{ name: 'BRIGHTSKY' }]);
    expect(estimateSnr(boss).snr_good).toBe(16);
    const apogee = loadSpectrum(mwm(1, 20, grid, ['APOGEE/LCO', badPixel]));
    expect(estimateSnr(apogee).snr_good).toBeNull();
  });
});

describe('damaged bytes', () => {
  it.each(Object.entries(sample))('%s: 400 mutations give spectra or problems', (_, path) => {
    const sound = readFileSync(path);
    const { uniform } = seeded(4711);
    let problems = 0;
    for (let n = 0; n < 400; n++) {
      const bytes = Buffer.from(sound);
      const flips = 1 + Math.floor(uniform() * 6);
      for (let flip = 0; flip < flips; flip++) {
        // Most of them in headers, where a byte can do most harm.
        const block = uniform() < 0.8 ? headerBlock(bytes, uniform()) : uniform() * bytes.length;
        bytes[Math.floor(block + uniform() * 2880) % bytes.length] = 32 + uniform() * 95;
      }
      const source = bufferSource('damaged.fits', bytes);
      const code = problemCode(() => {
        const rows = listRows(source);
        estimateSnr(loadSpectrum(source, { row: Math.floor(uniform() * rows.length) }));
      });
      if (code !== undefined) problems++;
    }
    expect(problems).toBeGreaterThan(20);
    expect(problems).toBeLessThan(400);
  });
});

/** Offset of one of the header blocks of a file: those that begin like one. */
function headerBlock(bytes: Buffer, chance: number): number {
  const starts: number[] = [];
  for (let at = 0; at < bytes.length; at += 2880) {
    if (['SIMPLE', 'XTENSI'].includes(bytes.toString('latin1', at, at + 6))) starts.push(at);
  }
  return starts[Math.floor(chance * starts.length)] ?? 0;
}

describe('reading one row', () => {
  it('reads no more of an apStar than headers and that row', () => {
    const bytes = readFileSync(sample.apStar);
    let read = 0;
    const inner = bufferSource('counted.fits', bytes);
    const counted: ByteSource = {
      ...inner,
      read(offset, length, scratch) {
        read += length;
        return inner.read(offset, length, scratch);
      },
      readInto(target, offset) {
        read += target.length;
        inner.readInto(target, offset);
      },
    };
    loadSpectrum(counted, { row: 2 });
    const row = 8575 * (4 + 4 + 2);
    const headers = 12 * 2880 * 3;
    expect(read).toBeLessThan(row + headers);
  });
});
