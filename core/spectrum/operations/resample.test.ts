import { describe, expect, it } from 'vitest';
import { pixelEdges } from './pixelEdges.ts';
import { resample } from './resample.ts';
import { stackByIvar } from './stack.ts';

const grid = (from: number, step: number, pixels: number): Float64Array =>
  Float64Array.from({ length: pixels }, (_, i) => from + step * i);
const ones = (pixels: number): Float64Array => new Float64Array(pixels).fill(1);

describe('resampling', () => {
  it('keeps the flux between the outer edges: Σ F·Δλ', () => {
    const old = grid(5000, 0.37, 400).map((value, i) => value + 0.0001 * i * i);
    const flux = old.map((value) => 3 + Math.sin(value) + (value > 5050 ? 9 : 0));
    const target = grid(5010, 1.7, 50);
    const edges = pixelEdges(target);
    const { flux: found } = resample(old, { flux, ivar: ones(400) }, target);
    const total = found.reduce(
      (sum, value, j) => sum + value * ((edges.right[j] ?? 0) - (edges.left[j] ?? 0)),
      0,
    );
    // The same integral from the old pixels, cut at the outer edges.
    const [from, to] = [edges.left[0] ?? 0, edges.right[49] ?? 0];
    const oldEdges = pixelEdges(old);
    const expected = flux.reduce((sum, value, i) => {
      const width = Math.min(to, oldEdges.right[i] ?? 0) - Math.max(from, oldEdges.left[i] ?? 0);
      return sum + value * Math.max(0, width);
    }, 0);
    expect(Math.abs(total / expected - 1)).toBeLessThan(1e-13);
  });

  it('averages two pixels into one with twice the ivar', () => {
    const { flux, ivar } = resample(
      grid(100, 1, 6),
      { flux: Float64Array.of(1, 3, 5, 7, 9, 11), ivar: ones(6).fill(4) },
      Float64Array.of(100.5, 102.5, 104.5),
    );
    expect(flux).toEqual(Float64Array.of(2, 6, 10));
    expect(ivar).toEqual(Float64Array.of(8, 8, 8));
  });

  it('is the identity on the same grid', () => {
    const wavelength = grid(4000, 1.3, 50);
    const flux = wavelength.map((value) => Math.cos(value));
    const same = resample(wavelength, { flux, ivar: ones(50) }, wavelength);
    for (let i = 0; i < 50; i++) expect(same.flux[i]).toBeCloseTo(flux[i] ?? NaN, 12);
  });

  it('gives nothing outside, in a chip gap, and where half the width is bad', () => {
    const wavelength = Float64Array.of(100, 101, 102, 110, 111, 112);
    const ivar = Float64Array.of(1, 1, 0, 1, 1, 1);
    const { flux, ivar: out } = resample(
      wavelength,
      { flux: ones(6), ivar },
      Float64Array.of(94, 95, 100, 101, 102, 105, 106, 111, 112),
      [3],
      [2, 5, 7],
    );
    expect(Array.from(flux)).toEqual([NaN, NaN, 1, 1, NaN, NaN, NaN, 1, 1]);
    expect(Array.from(out)).toEqual([0, 0, 1, 1, 0, 0, 0, 1, 1]);
  });
});

describe('stacking', () => {
  it('weights by ivar and adds ivars up', () => {
    const { flux, ivar } = stackByIvar([
      { flux: Float64Array.of(1, NaN, 5), ivar: Float64Array.of(1, 1, 0) },
      { flux: Float64Array.of(3, 4, 7), ivar: Float64Array.of(3, 2, Infinity) },
    ]);
    expect(Array.from(flux)).toEqual([2.5, 4, NaN]);
    expect(Array.from(ivar)).toEqual([4, 2, 0]);
  });

  it('refuses different grids and nothing at all', () => {
    expect(() => stackByIvar([])).toThrow(/same grid/);
    const two = { flux: ones(2), ivar: ones(2) };
    expect(() => stackByIvar([two, { flux: ones(3), ivar: ones(3) }])).toThrow(/same grid/);
  });
});
