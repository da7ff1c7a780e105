import { describe, expect, it } from 'vitest';
import { findSegments, isNoData, intersectRuns } from './segments.ts';

function spectrum(flux: number[], ivar: number[], breaks: number[] = []) {
  const wavelength = Float64Array.from(flux, (_, index) => 100 + index);
  return { wavelength, flux: Float64Array.from(flux), ivar: Float64Array.from(ivar), breaks };
}

describe('segments', () => {
  it('starts a new stretch after each chip gap and hatches what lies between', () => {
    const { runs, gaps } = findSegments(spectrum([1, 1, 1, 1], [1, 1, 1, 1], [2]));
    expect(runs).toEqual([
      { from: 0, to: 2 },
      { from: 2, to: 4 },
    ]);
    expect(gaps).toEqual([{ x0: 101, x1: 102 }]);
  });

  it('leaves out values that are not numbers, without a hatch for a single one', () => {
    const { runs, gaps } = findSegments(spectrum([1, NaN, 1], [1, 1, 1]));
    expect(runs).toEqual([
      { from: 0, to: 1 },
      { from: 2, to: 3 },
    ]);
    expect(gaps).toEqual([]);
  });

  it('takes zeros with the error 1e10 for a gap, and zeros with a real error for data', () => {
    const zeros = new Array<number>(30).fill(0);
    const filled = findSegments(spectrum([1, ...zeros, 1], [1, ...zeros.map(() => 1e-20), 1]));
    expect(filled.gaps).toEqual([{ x0: 100, x1: 131 }]);
    const measured = findSegments(spectrum([1, ...zeros, 1], [1, ...zeros.map(() => 4), 1]));
    expect(measured.runs).toEqual([{ from: 0, to: 32 }]);
  });

  it('hatches long stretches without data at both ends', () => {
    const none = new Array<number>(25).fill(NaN);
    const { gaps } = findSegments(
      spectrum([...none, 1, 1, ...none], new Array<number>(52).fill(1)),
    );
    expect(gaps).toEqual([
      { x0: 100, x1: 125 },
      { x0: 126, x1: 151 },
    ]);
  });

  it('cuts runs to the stretches that hold data', () => {
    const within = [
      { from: 0, to: 5 },
      { from: 8, to: 20 },
    ];
    expect(
      intersectRuns(
        [
          { from: 3, to: 10 },
          { from: 30, to: 40 },
        ],
        within,
      ),
    ).toEqual([
      { from: 3, to: 5 },
      { from: 8, to: 10 },
    ]);
  });
});

it('takes the 0 ± 10 of unused aspcapStar pixels for no data, and other zeros for data', () => {
  expect(isNoData(0, 0.01)).toBe(true);
  expect(isNoData(0, Infinity)).toBe(true);
  expect(isNoData(0, 1e-20)).toBe(true);
  expect(isNoData(0, 0.02)).toBe(false);
  expect(isNoData(0.1, 0.01)).toBe(false);
});
