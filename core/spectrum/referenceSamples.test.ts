import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { hasSharedData, sharedData } from '../fits/sharedData.testing.ts';
import { listRows, loadSpectrum } from './loadSpectrum.ts';
import { estimateSnr } from './measure/estimateSnr.ts';
import type { Spectrum } from './spectrum.ts';

interface Sample {
  i: number;
  wave: number;
  flux: number;
  err?: number;
  ivar?: number;
  mask?: number;
  and_mask?: number;
  or_mask?: number;
  model?: number;
}

interface RowReference {
  row: number;
  samples: Sample[];
  mean_sn?: number;
  mean_sn_all?: number;
  n_mask_nonzero?: number;
  n_and_mask?: number;
  n_or_mask?: number;
}

interface FileReference {
  file: string;
  kind: string;
  n_rows?: number;
  n_pixels: number;
  wave_first: number;
  wave_mid: number;
  wave_last: number;
  individual_exposures?: number;
  header: Record<string, unknown>;
  summary?: Record<string, unknown>;
  rows: RowReference[];
  flat?: { samples: Sample[]; mean_sn: number; n_mask_nonzero: number; n_bad_16639: number };
}

const references: FileReference[] = hasSharedData
  ? readFileSync(sharedData('reference.jsonl'), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as FileReference)
  : [];

const of = (...kinds: string[]): FileReference[] =>
  references.filter(({ kind }) => kinds.includes(kind));

describe.skipIf(!hasSharedData)('samples of real files, as astropy reads them', () => {
  it('are all there', () => {
    expect(of('apVisit')).toHaveLength(4);
    expect(of('apStar')).toHaveLength(4);
    expect(of('aspcapStar')).toHaveLength(2);
    expect(of('spec')).toHaveLength(7);
  });

  it.each(of('apVisit'))('$file: every sample of the reversed spectrum', (reference) => {
    const spectrum = loadSpectrum(sharedData(reference.file));
    expectGrid(spectrum, reference);
    const { flat } = reference;
    for (const sample of flat?.samples ?? []) expectSample(spectrum, sample);
    expect(relative(spectrum.meanSnr, flat?.mean_sn)).toBeLessThan(1e-12);
    expect(relative(estimateSnr(spectrum).snr, flat?.mean_sn)).toBeLessThan(1e-12);
    expect(countSet(spectrum.masks.bitmask)).toBe(flat?.n_mask_nonzero);
    expect(countSet(spectrum.masks.bitmask, 16639)).toBe(flat?.n_bad_16639);
    expect(spectrum.breaks).toEqual([4096, 8192]);
    expect(spectrum.frame).toBe('topocentric');
    expect(spectrum.headerSnr).toBe(reference.header['SNR']);
  });

  it.each(of('apVisit'))('$file: each chip where it was stored', (reference) => {
    const spectrum = loadSpectrum(sharedData(reference.file));
    for (const { row, samples } of reference.rows) {
      for (const sample of samples) {
        expectSample(spectrum, { ...sample, i: 12287 - (row * 4096 + sample.i) });
      }
    }
  });

  it.each(of('apStar'))('$file: every sample of every row', (reference) => {
    const path = sharedData(reference.file);
    expect(listRows(path)).toHaveLength(reference.n_rows ?? NaN);
    for (const row of reference.rows) {
      const spectrum = loadSpectrum(path, { row: row.row });
      expectGrid(spectrum, reference);
      expectRow(spectrum, row);
      expect(countSet(spectrum.masks.bitmask)).toBe(row.n_mask_nonzero);
      expect(spectrum.frame).toBe('rest');
      expect(spectrum.rows).toBe(reference.n_rows);
    }
    expect(loadSpectrum(path).headerSnr).toBe(reference.header['SNR']);
  });

  it.each(of('aspcapStar'))('$file: every sample, gaps as infinite ivar', (reference) => {
    const spectrum = loadSpectrum(sharedData(reference.file));
    expectGrid(spectrum, reference);
    for (const row of reference.rows) expectRow(spectrum, row);
    expect(spectrum.ivar.filter((value) => value === Infinity)).toHaveLength(1061);
    expect(spectrum.unit).toBe('');
  });

  it.each(of('spec'))('$file: every sample of the coadd', (reference) => {
    const path = sharedData(reference.file);
    const spectrum = loadSpectrum(path);
    expectGrid(spectrum, reference);
    for (const row of reference.rows) {
      expectRow(spectrum, row);
      expect(countSet(spectrum.masks.and_mask)).toBe(row.n_and_mask);
      expect(countSet(spectrum.masks.or_mask)).toBe(row.n_or_mask);
    }
    expect(listRows(path)).toHaveLength(1 + (reference.individual_exposures ?? 0));
    expect(spectrum.meta['class']).toBe(reference.summary?.['CLASS']);
    expect(spectrum.meta['z']).toBe(reference.summary?.['Z']);
    expect(spectrum.meta['ra']).toBeCloseTo(Number(reference.summary?.['PLUG_RA']), 9);
    expect(spectrum.headerSnr).toBe(reference.summary?.['SN_MEDIAN_ALL']);
  });
});

/** Values of files made to the structure of the data model; the spectra in them are borrowed. */
describe.skipIf(!hasSharedData)('samples of synthetic files', () => {
  const path = (name: string): string => sharedData('synthetic', name);

  it('DR17 apStar: float64 arrays and a 64-bit mask', () => {
    const spectrum = loadSpectrum(path('apStar-dr17-2M19085185+5058401.fits'));
    expect(spectrum.rows).toBe(4);
    expect(spectrum.release).toBe('DR17');
    expect(spectrum.flux[4287]).toBe(324.1942138671875);
    expect(relative(spectrum.ivar[4287], 1.7263668775558472 ** -2)).toBeLessThan(1e-15);
    expect(relative(spectrum.meanSnr, 100.13138208436051)).toBeLessThan(1e-12);
    expect(spectrum.masks.bitmask).toBeInstanceOf(Int32Array);
  });

  it('DR17 apVisit: its first chip is the last third', () => {
    const spectrum = loadSpectrum(path('apVisit-dr17-5940-56780-001.fits'));
    const red = { flux: spectrum.flux.slice(8192), ivar: spectrum.ivar.slice(8192) };
    expect(red.flux[4095 - 2048]).toBe(880.46533203125);
    expect(relative(red.ivar[4095 - 2048], 16.087909698486328 ** -2)).toBeLessThan(1e-15);
    const { snr } = estimateSnr({ ...red, masks: {}, headerSnr: null });
    expect(relative(snr, 58.024786458139495)).toBeLessThan(1e-12);
  });

  it('mwmStar: only the extension that has a row', () => {
    const spectrum = loadSpectrum(path('mwmStar-0.6.0-103020000.fits'));
    expect(spectrum).toMatchObject({ product: 'mwmStar', rows: 1, frame: 'rest' });
    expect(spectrum.source).toMatchObject({ hdu: 4, row: 0 });
    expect(spectrum.wavelength[0]).toBe(15100.8017578125);
    expect(spectrum.wavelength[4287]).toBe(16022.1943359375);
    expect(spectrum.wavelength[8574]).toBe(16999.806640625);
    expect(spectrum.flux[4287]).toBe(324.1942138671875);
    expect(spectrum.ivar[4287]).toBe(0.33553189039230347);
    expect(relative(spectrum.meanSnr, 100.13138208992801)).toBeLessThan(1e-12);
  });

  it('mwmVisit: the grid of the header, since there is no wavelength column', () => {
    const spectrum = loadSpectrum(path('mwmVisit-0.8.1-99560000.fits'));
    expect(spectrum).toMatchObject({ product: 'mwmVisit', rows: 1, frame: 'rest' });
    expect(spectrum.source).toMatchObject({ hdu: 2, row: 0 });
    expect(relative(spectrum.wavelength[0], 3566.9744620973356)).toBeLessThan(1e-12);
    expect(relative(spectrum.wavelength[2324], 6091.159894613383)).toBeLessThan(1e-12);
    expect(relative(spectrum.wavelength[4647], 10399.201658290578)).toBeLessThan(1e-12);
    expect(spectrum.flux[2324]).toBe(118.80137634277344);
    expect(spectrum.ivar[2324]).toBe(0.26686593890190125);
    expect(relative(spectrum.meanSnr, 48.28285285839805)).toBeLessThan(1e-12);
    expect(spectrum.meta['gaia_dr3_id']).toBe(5593130580092485504n);
  });

  it('SDSS-V spec: the coadd, with the resolution that only SDSS-V has', () => {
    const spectrum = loadSpectrum(path('spec-112360-60000-27021598150202075.fits'));
    expect(spectrum).toMatchObject({ product: 'spec', rows: 1, frame: 'barycentric' });
    expect(relative(spectrum.wavelength[0], 3566.974267844467)).toBeLessThan(1e-12);
    expect(relative(spectrum.wavelength[2324], 6091.158728254453)).toBeLessThan(1e-12);
    expect(relative(spectrum.wavelength[4647], 10399.206408133097)).toBeLessThan(1e-12);
    expect(spectrum.flux[2324]).toBe(118.80137634277344);
    expect(spectrum.ivar[2324]).toBe(0.26686593890190125);
    expect(relative(spectrum.meanSnr, 48.28285285839805)).toBeLessThan(1e-12);
    expect(spectrum.wresl).toHaveLength(4648);
  });
});

function expectGrid({ wavelength }: Spectrum, reference: FileReference): void {
  expect(wavelength).toHaveLength(reference.n_pixels);
  expect(wavelength.every((value, i) => i === 0 || value > (wavelength[i - 1] ?? NaN))).toBe(true);
  expect(relative(wavelength[0], reference.wave_first)).toBeLessThan(1e-12);
  expect(relative(wavelength[wavelength.length >> 1], reference.wave_mid)).toBeLessThan(1e-12);
  expect(relative(wavelength.at(-1), reference.wave_last)).toBeLessThan(1e-12);
}

function expectRow(spectrum: Spectrum, reference: RowReference): void {
  for (const sample of reference.samples) expectSample(spectrum, sample);
  const mean = reference.mean_sn ?? reference.mean_sn_all;
  expect(relative(spectrum.meanSnr, mean)).toBeLessThan(1e-12);
  expect(relative(estimateSnr(spectrum, 2).snr, 2 * (mean ?? NaN))).toBeLessThan(1e-12);
}

function expectSample(spectrum: Spectrum, sample: Sample): void {
  const { wavelength, flux, ivar, masks, model } = spectrum;
  expect(relative(wavelength[sample.i], sample.wave)).toBeLessThan(1e-12);
  expect(flux[sample.i]).toBe(sample.flux);
  if (sample.err !== undefined) expect(ivar[sample.i]).toBe(1 / (sample.err * sample.err));
  if (sample.ivar !== undefined) expect(ivar[sample.i]).toBe(sample.ivar);
  if (sample.mask !== undefined) expect(masks.bitmask?.[sample.i]).toBe(sample.mask);
  if (sample.and_mask !== undefined) expect(masks.and_mask?.[sample.i]).toBe(sample.and_mask);
  if (sample.or_mask !== undefined) expect(masks.or_mask?.[sample.i]).toBe(sample.or_mask);
  if (sample.model !== undefined) expect(model?.[sample.i]).toBe(sample.model);
}

function relative(value: number | null | undefined, reference: number | undefined): number {
  if (typeof value !== 'number' || reference === undefined) return NaN;
  return Math.abs(value - reference) / Math.abs(reference);
}

function countSet(mask: Int32Array | BigInt64Array | undefined, bits = -1): number {
  return Array.from(mask ?? [], Number).filter((value) => (value & bits) !== 0).length;
}
