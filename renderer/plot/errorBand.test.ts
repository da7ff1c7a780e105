import { describe, expect, it } from 'vitest';
import { bandBars, pixelEdges, sigmaOf, wildSigma } from './errorBand.ts';
import { boxcar } from './smooth.ts';

const wavelength = Float64Array.from({ length: 1000 }, (_, index) => 100 + index);
const flux = new Float64Array(1000).fill(10);
const runs = [{ from: 0, to: 1000 }];

describe('error band', () => {
  it('is one over the root of the inverse variance, infinite where that is zero', () => {
    expect([...sigmaOf(Float64Array.from([4, 0, NaN]))]).toEqual([0.5, Infinity, Infinity]);
  });

  it('has a bar for each pixel when they are wide, without gaps or overlaps', () => {
    const sigma = new Float64Array(1000).fill(2);
    const bars = bandBars(wavelength, flux, sigma, 40, runs, { x0: 200, x1: 220 }, 760);
    expect(bars.length).toBeGreaterThanOrEqual(21);
    expect(bars[5]).toMatchObject({ low: 8, high: 12 });
    expect(bars.every((bar, index) => index === 0 || bar.x0 === bars[index - 1]?.x1)).toBe(true);
  });

  it('leaves errors out that would paint a whole column of a dense plot', () => {
    const sigma = new Float64Array(1000).fill(2);
    sigma[500] = 1e10;
    const bars = bandBars(
      wavelength,
      flux,
      sigma,
      wildSigma(sigma),
      runs,
      { x0: 100, x1: 1100 },
      100,
    );
    expect(Math.max(...bars.map(({ high }) => high))).toBe(12);
    expect(bars).toHaveLength(100);
  });

  it('does not reach across the end of a stretch', () => {
    expect(pixelEdges(wavelength, 10, { from: 10, to: 20 })).toEqual([109.5, 110.5]);
  });
});

describe('smoothing for display', () => {
  it('is the mean of the window, cut at the ends, without values that are not finite', () => {
    const values = Float64Array.from([1, 2, 6, NaN, 3, 100]);
    const smooth = boxcar(
      values,
      [
        { from: 0, to: 5 },
        { from: 5, to: 6 },
      ],
      3,
    );
    expect([...smooth]).toEqual([1.5, 3, 4, 4.5, 3, 100]);
  });

  it('forgets a wild value as soon as it leaves the window', () => {
    const values = Float64Array.from([1e30, 1, 1, 1]);
    expect(boxcar(values, [{ from: 0, to: 4 }], 3)[3]).toBe(1);
  });

  it('leaves the measured values alone', () => {
    const values = Float64Array.from([1, 5, 1]);
    boxcar(values, [{ from: 0, to: 3 }], 3);
    expect([...values]).toEqual([1, 5, 1]);
  });
});
