import { describe, expect, it } from 'vitest';
import { rangeStatistics } from './statistics.ts';

const none = () => false;

describe('range statistics', () => {
  // statistics.stdev, median and mean of Python for [2, 4, 4, 4, 5, 5, 7, 9].
  const flux = Float64Array.from([2, 4, 4, 4, 5, 5, 7, 9]);
  const ivar = new Float64Array(8).fill(4);

  it('agrees with independent values', () => {
    const found = rangeStatistics(flux, ivar, 0, 8, none);
    expect(found.mean).toBeCloseTo(5, 12);
    expect(found.median).toBeCloseTo(4.5, 12);
    expect(found.deviation).toBeCloseTo(2.138089935299395, 12);
    expect(found.robustDeviation).toBeCloseTo(1.4826 * 0.5, 12);
    expect(found.meanSnr).toBeCloseTo(10, 12);
    expect(found).toMatchObject({ pixels: 8, used: 8, lowest: 2, highest: 9 });
  });

  it('leaves out bad pixels, those without an error and those that are not numbers', () => {
    const odd = Float64Array.from([1, NaN, 3, 100, 5]);
    const weights = Float64Array.from([1, 1, 0, 1, 1]);
    const found = rangeStatistics(odd, weights, 0, 5, (index) => index === 3);
    expect(found).toMatchObject({ pixels: 5, used: 2, mean: 3 });
  });

  it('says nothing about nothing', () => {
    const found = rangeStatistics(flux, ivar, 3, 3, none);
    expect(found.used).toBe(0);
    expect(found.mean).toBeNaN();
    expect(found.median).toBeNaN();
  });
});
