import { describe, expect, it } from 'vitest';
import { isDense, lineColumns } from './lineColumns.ts';

const grid = (length: number, step: number) =>
  Float64Array.from({ length }, (_, index) => index * step);

describe('a line as one bar a column', () => {
  it('holds every sample of a column, so that no spike is lost', () => {
    const wavelength = grid(1000, 0.1);
    const flux = wavelength.map((x) => Math.sin(x * 7) + (Math.abs(x - 33.3) < 0.01 ? 50 : 0));
    const { low, high } = lineColumns(
      wavelength,
      flux,
      [{ from: 0, to: 1000 }],
      { x0: 0, x1: 100 },
      100,
    );
    expect(Math.max(...high)).toBeCloseTo(50 + Math.sin(33.3 * 7), 9);
    flux.forEach((value, index) => {
      const column = Math.floor((wavelength[index] ?? 0) * 1);
      expect(low[column]).toBeLessThanOrEqual(value);
      expect(high[column]).toBeGreaterThanOrEqual(value);
    });
  });

  it('lets neighbouring columns touch where the line crosses from one to the next', () => {
    const wavelength = Float64Array.of(0.5, 3.5);
    const flux = Float64Array.of(0, 3);
    const { low, high } = lineColumns(wavelength, flux, [{ from: 0, to: 2 }], { x0: 0, x1: 4 }, 4);
    expect([...low]).toEqual([0, 0.5, 1.5, 2.5]);
    expect([...high]).toEqual([0.5, 1.5, 2.5, 3]);
  });

  it('enters and leaves the view where the line does', () => {
    const wavelength = Float64Array.of(-1, 1, 5);
    const flux = Float64Array.of(0, 2, 6);
    const { low, high } = lineColumns(wavelength, flux, [{ from: 0, to: 3 }], { x0: 0, x1: 2 }, 2);
    expect([...low]).toEqual([1, 2]);
    expect([...high]).toEqual([2, 3]);
  });

  it('ends at gaps and at values that are not finite', () => {
    const wavelength = Float64Array.of(0.5, 1.5, 2.5, 3.5, 4.5, 5.5);
    const flux = Float64Array.of(1, 1, 9, 9, NaN, 9);
    const runs = [
      { from: 0, to: 2 },
      { from: 2, to: 6 },
    ];
    const { low, high } = lineColumns(wavelength, flux, runs, { x0: 0, x1: 6 }, 6);
    expect([low[1], high[1]]).toEqual([1, 1]);
    expect([low[2], high[2]]).toEqual([9, 9]);
    expect(low[4]).toBeGreaterThan(high[4] ?? 0);
  });

  it('is for crowded views only', () => {
    expect(isDense(grid(1000, 1), { x0: 0, x1: 1000 }, 500)).toBe(true);
    expect(isDense(grid(1000, 1), { x0: 0, x1: 500 }, 500)).toBe(false);
  });
});
