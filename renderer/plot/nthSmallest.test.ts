import { expect, it } from 'vitest';
import { nthSmallest } from './nthSmallest.ts';

it('finds the same value as sorting does, with and without repeats', () => {
  let state = 7;
  const next = () => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648);
  for (const distinct of [1, 3, 50, 1e9]) {
    const values = Float64Array.from({ length: 501 }, () => next() % distinct);
    const sorted = values.slice().sort();
    for (const rank of [0, 2, 250, 498, 500]) {
      expect(nthSmallest(values.slice(), rank)).toBe(sorted[rank]);
    }
  }
});
