import { describe, expect, it } from 'vitest';
import { derSnr } from './derSnr.ts';
import { meanSnr } from './meanSnr.ts';
import { rangeStatistics } from './rangeStatistics.ts';

/** Drawn by numpy's default_rng(3) around 10 with σ 1; the expected values are numpy's. */
const flux = Float64Array.of(
  12.0409,
  7.4443,
  10.4181,
  9.4322,
  9.5474,
  9.7844,
  7.98,
  9.7681,
  9.1348,
  13.323,
  10.2258,
  9.6474,
  9.7187,
  9.332,
  8.9448,
  9.6092,
  10.4819,
  9.7614,
  10.9578,
  9.8002,
  10.0243,
  11.5458,
  10.5451,
  9.4948,
  9.8172,
);

describe('DER_SNR', () => {
  it('agrees with the published Python code, whose constant has seven digits', () => {
    const { signal, noise, snr } = derSnr(flux);
    expect(signal).toBe(9.7681);
    expect(Math.abs(noise / 0.853067115180001 - 1)).toBeLessThan(1e-7);
    expect(Math.abs(snr / 11.45056447046243 - 1)).toBeLessThan(1e-7);
  });

  it('leaves padding and NaN out', () => {
    expect(derSnr(Float64Array.of(0, NaN, ...flux, 0, 0))).toEqual(derSnr(flux));
  });

  it('says NaN of four fluxes', () => {
    expect(derSnr(flux.slice(0, 4)).snr).toBeNaN();
  });
});

describe('statistics over a range', () => {
  const wavelength = Float64Array.from(flux, (_, i) => 100 + i);
  const ivar = new Float64Array(25).fill(4);

  it('agree with numpy over all pixels', () => {
    const found = rangeStatistics({ wavelength, flux, ivar }, { from: 0, to: 1000 });
    expect(found).toMatchObject({
      pixels: 25,
      used: 25,
      median: 9.7681,
      least: 7.4443,
      most: 13.323,
    });
    expect(found.mean).toBeCloseTo(9.951184, 12);
    expect(found.weightedMean).toBeCloseTo(9.951184, 12);
    expect(found.weightedMeanError).toBeCloseTo(0.1, 12);
    expect(found.deviation).toBeCloseTo(1.1814552064015518, 12);
    expect(found.robustDeviation).toBeCloseTo(0.6465618599999995, 12);
    expect(found.snr).toBeCloseTo(2 * 9.951184, 12);
  });

  it('include both ends and skip bad pixels', () => {
    const holed = ivar.slice();
    holed[3] = 0;
    const found = rangeStatistics({ wavelength, flux, ivar: holed }, { from: 102, to: 104 });
    expect(found).toMatchObject({ pixels: 3, used: 2 });
    expect(found.mean).toBeCloseTo((10.4181 + 9.5474) / 2, 12);
  });

  it('are null, not NaN, of nothing', () => {
    const found = rangeStatistics({ wavelength, flux, ivar }, { from: 5, to: 2 });
    const { pixels, used, ...numbers } = found;
    expect({ pixels, used }).toEqual({ pixels: 0, used: 0 });
    expect(new Set(Object.values(numbers))).toEqual(new Set([null]));
  });
});

describe('the mean S/N', () => {
  it('loses nothing to rounding where a plain sum does', () => {
    const big = Float64Array.of(1e16, 1, 1, 1, -1e16, 5);
    expect(meanSnr(big, new Float64Array(6).fill(1)).mean).toBe(8 / 6);
  });

  it('leaves out NaN, negative ivar, and infinite ivar, as "no data"', () => {
    const found = meanSnr(Float64Array.of(1, NaN, 3, 4, 5), Float64Array.of(4, 1, -1, Infinity, 1));
    expect(found).toEqual({ mean: 3.5, used: 2 });
  });

  it('is NaN of nothing', () => {
    expect(meanSnr(new Float64Array(2), new Float64Array(2).fill(NaN)).mean).toBeNaN();
  });
});
