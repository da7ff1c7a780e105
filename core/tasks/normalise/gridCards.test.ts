import { describe, expect, it } from 'vitest';
import { logLinearCards } from './gridCards.ts';

const logLinear = (first: number, step: number, n: number) =>
  Float64Array.from({ length: n }, (_, i) => 10 ** (first + i * step));
const values = (wavelength: Float64Array) =>
  Object.fromEntries(
    (logLinearCards(wavelength) ?? []).map(({ keyword, value }) => [keyword, value]),
  );

describe('cards of a log-linear grid', () => {
  it.each([
    ['apStar', 4.179, 6e-6, 8575],
    ['BOSS', 3.5523, 1e-4, 4648],
    ['odd', 3.55234567891, 1.23456789e-4, 3000],
    ['two pixels', 3.6, 1e-4, 2],
  ])('come back as they were: %s', (_, first, step, n) => {
    expect(values(logLinear(first, step, n))).toMatchObject({
      CRVAL1: first,
      CDELT1: step,
      CRPIX1: 1,
      CTYPE1: 'LOG-LINEAR',
      'DC-FLAG': 1,
    });
  });

  it('do not exist where the grid is not log-linear to 1e-12', () => {
    expect(logLinearCards(Float64Array.from({ length: 100 }, (_, i) => 4000 + i))).toBeUndefined();
    const one = logLinear(4.179, 6e-6, 8575);
    one[1234] = (one[1234] ?? 0) * (1 + 3e-12);
    expect(logLinearCards(one)).toBeUndefined();
    // As spec files have it: the logarithm rounded to float32.
    const rounded = logLinear(3.58, 1e-4, 3800).map((λ) => 10 ** Math.fround(Math.log10(λ)));
    expect(logLinearCards(rounded)).toBeUndefined();
  });

  it('do not exist for one pixel, or for none', () => {
    expect(logLinearCards(Float64Array.of(5000))).toBeUndefined();
    expect(logLinearCards(new Float64Array(0))).toBeUndefined();
  });
});
