import { describe, expect, it } from 'vitest';
import { seeded } from '../seeded.testing.ts';
import { boxcarSmooth, gaussianSmooth, medianSmooth } from './smooth.ts';

const constant = (pixels: number, flux: number, ivar: number) => ({
  flux: new Float64Array(pixels).fill(flux),
  ivar: new Float64Array(pixels).fill(ivar),
});

describe('smoothing', () => {
  it('leaves a constant alone, bad pixels and chip edges or not', () => {
    const spectrum = constant(60, 7, 4);
    spectrum.flux[10] = NaN;
    spectrum.ivar[12] = 0;
    spectrum.ivar[40] = Infinity;
    for (const smooth of [gaussianSmooth, boxcarSmooth, medianSmooth]) {
      for (const flux of smooth(spectrum, 3, [30]).flux) expect(flux).toBeCloseTo(7, 12);
    }
  });

  it('never mixes the two sides of a chip edge', () => {
    const flux = Float64Array.from({ length: 40 }, (_, i) => (i < 20 ? 0 : 100));
    const spectrum = { flux, ivar: new Float64Array(40).fill(1) };
    for (const smooth of [gaussianSmooth, boxcarSmooth, medianSmooth]) {
      smooth(spectrum, 5, [20]).flux.forEach((value, i) => {
        expect(value).toBeCloseTo(flux[i] ?? NaN, 11);
      });
    }
    expect(boxcarSmooth(spectrum, 5).flux[19]).toBe(40);
  });

  it('gives NaN and ivar 0 where a window has no good pixel', () => {
    const spectrum = constant(21, 1, 0);
    for (const smooth of [gaussianSmooth, boxcarSmooth, medianSmooth]) {
      const { flux, ivar } = smooth(spectrum, 3);
      expect(flux[10]).toBeNaN();
      expect(ivar[10]).toBe(0);
    }
  });

  it('never gives an ivar that is no number, however narrow a Gaussian is', () => {
    const spectrum = constant(21, 1, 4);
    spectrum.ivar[10] = 0;
    for (const sigma of [0.01, 0.03, 0.1, 0.3, 1]) {
      expect(gaussianSmooth(spectrum, sigma).ivar.some(Number.isNaN)).toBe(false);
    }
  });

  it('makes the ivar of a boxcar of n pixels n times as large', () => {
    expect(boxcarSmooth(constant(21, 1, 4), 5).ivar[10]).toBeCloseTo(20, 12);
  });

  it('makes the ivar of a wide Gaussian 2·√π·σ times as large', () => {
    const { ivar } = gaussianSmooth(constant(201, 1, 4), 6);
    expect((ivar[100] ?? NaN) / (4 * 2 * Math.sqrt(Math.PI) * 6)).toBeCloseTo(1, 3);
  });

  it('broadens a Gaussian line in quadrature: σ 3 and 4 give 5, with its area kept', () => {
    const flux = Float64Array.from({ length: 201 }, (_, i) =>
      Math.exp(-0.5 * ((i - 100) / 3) ** 2),
    );
    const smooth = gaussianSmooth({ flux, ivar: new Float64Array(201).fill(1) }, 4).flux;
    expect(smooth[100]).toBeCloseTo(3 / 5, 3);
    expect(smooth[105]).toBeCloseTo((3 / 5) * Math.exp(-0.5), 3);
    expect(smooth.reduce((a, b) => a + b)).toBeCloseTo(3 * Math.sqrt(2 * Math.PI), 6);
  });

  it('has a median that a cosmic ray does not move', () => {
    const spectrum = constant(21, 2, 1);
    spectrum.flux[10] = 1e6;
    expect(medianSmooth(spectrum, 5).flux).toEqual(new Float64Array(21).fill(2));
  });

  it('states errors of a median that the scatter of medians bears out within 3%', () => {
    const { normal } = seeded(11);
    const pixels = 60_000;
    const flux = Float64Array.from({ length: pixels }, normal);
    const { flux: medians, ivar } = medianSmooth(
      { flux, ivar: new Float64Array(pixels).fill(1) },
      7,
    );
    const variance = medians.reduce((sum, value) => sum + value * value, 0) / pixels;
    expect(Math.abs(variance * (ivar[1000] ?? NaN) - 1)).toBeLessThan(0.03);
  });

  it('refuses widths that make no sense', () => {
    expect(() => gaussianSmooth(constant(3, 1, 1), 0)).toThrow(/not a width/);
    expect(() => boxcarSmooth(constant(3, 1, 1), NaN)).toThrow(/not a width/);
    expect(() => medianSmooth(constant(3, 1, 1), 1e9)).toThrow(/not a width/);
  });
});
