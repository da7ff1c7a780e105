import { describe, expect, it } from 'vitest';
import { findOutliers } from './outliers.ts';
import { chooseYRange } from './yRange.ts';

const good = () => false;

describe('y range', () => {
  const flux = Float64Array.from({ length: 1000 }, (_, index) => 100 + (index % 10));

  it('is not stretched by wild values in robust mode, and shows them in full mode', () => {
    const wild = flux.slice();
    wild[500] = 1e6;
    expect(chooseYRange(wild, 0, 1000, 'robust', good).y1).toBeLessThan(115);
    expect(chooseYRange(wild, 0, 1000, 'full', good).y1).toBeGreaterThan(1e6);
  });

  it('leaves bad pixels out, unless there is nothing else', () => {
    const half = Float64Array.from(flux, (value, index) => (index < 500 ? value : 5000));
    expect(chooseYRange(half, 0, 1000, 'robust', (index) => index >= 500).y1).toBeLessThan(115);
    expect(chooseYRange(half, 500, 1000, 'robust', () => true).y1).toBeGreaterThan(5000);
  });

  it('shows a peak whole that is not far beyond the rest', () => {
    const peak = flux.slice();
    peak[3] = 112;
    expect(chooseYRange(peak, 0, 1000, 'robust', good).y1).toBeGreaterThan(112);
  });

  it('gives a flat spectrum some room and an empty one a range', () => {
    const { y0, y1 } = chooseYRange(new Float64Array(50).fill(7), 0, 50, 'robust', good);
    expect(y0).toBeLessThan(7);
    expect(y1).toBeGreaterThan(7);
    expect(chooseYRange(new Float64Array(3).fill(NaN), 0, 3, 'full', good)).toEqual({
      y0: 0,
      y1: 1,
    });
  });
});

describe('pixels out of range', () => {
  it('are counted one by one and grouped by where they fall on the screen', () => {
    const flux = Float64Array.from([1, 9, 9, 1, 1, 1, 9, -9]);
    const runs = [{ from: 0, to: 8 }];
    const found = findOutliers(flux, runs, 0, 8, 0, 5, (index) => index * 10);
    expect(found).toMatchObject({ above: 3, below: 1 });
    expect(found.groups).toContainEqual({ side: 'above', x: 15, count: 2 });
    expect(found.groups).toContainEqual({ side: 'above', x: 60, count: 1 });
    expect(found.groups).toContainEqual({ side: 'below', x: 70, count: 1 });
  });

  it('do not include pixels without data', () => {
    const flux = Float64Array.from([0, 0, 9]);
    const found = findOutliers(flux, [{ from: 2, to: 3 }], 0, 3, 5, 10, (index) => index);
    expect(found).toEqual({ groups: [], above: 0, below: 0 });
  });
});
