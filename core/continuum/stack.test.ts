import { describe, expect, it } from 'vitest';
import { normalisationFlags } from './flags.ts';
import { runningQuantile } from './runningQuantile.ts';
import { stackRows } from './stack.ts';

describe('stackRows', () => {
  it('weighs by ivar, ignores what carries no information, and is NaN where nothing does', () => {
    const flux = [Float64Array.of(1, 2, NaN, 4, 5), Float64Array.of(3, 9, 7, 8, Infinity)];
    const ivar = [Float64Array.of(1, 0, 1, 0, -2), Float64Array.of(3, 4, 2, 0, 1)];
    const stacked = stackRows(flux, ivar);
    expect([...stacked.flux]).toEqual([2.5, 9, 7, NaN, NaN]);
    expect([...stacked.ivar]).toEqual([4, 4, 2, 0, 0]);
  });

  it('refuses rows of different length, and no rows', () => {
    const [two, three] = [new Float64Array(2), new Float64Array(3)];
    expect(() => stackRows([two, three], [two, three])).toThrow('row 1 has not 2 pixels');
    expect(() => stackRows([], [])).toThrow('cannot stack 0 rows');
  });
});

describe('a stack of normalised rows', () => {
  it('carries the flags of the rows that contributed', () => {
    const wavelength = Float64Array.from({ length: 50 }, (_, i) => 5000 + i);
    const flux = [new Float64Array(50).fill(2), new Float64Array(50).fill(4)];
    const ivar = [new Float64Array(50).fill(1), new Float64Array(50).fill(1)];
    ivar[0]?.fill(0, 0, 10);
    ivar[1]?.fill(0, 5, 15);
    const { stacked } = runningQuantile({ wavelength, flux, ivar, width: 3, sumAxis: 0 });
    const { badInput } = normalisationFlags;
    expect(stacked?.flags[0]).toBe(0);
    expect(stacked?.flags[7]).toBe(badInput);
    expect(stacked?.flux[7]).toBeNaN();
    expect(stacked?.flags[20]).toBe(0);
    // 2/2 with weight 2²·1 and 4/4 with weight 4²·1.
    expect(stacked?.flux[20]).toBe(1);
    expect(stacked?.ivar[20]).toBe(20);
  });
});
