import { describe, expect, it } from 'vitest';
import { chooseTicks, tickLabels } from './ticks.ts';

describe('ticks', () => {
  it.each([
    { from: 15690, to: 15990, most: 8, step: 50, first: 15700, count: 6 },
    { from: 0, to: 1, most: 5, step: 0.2, first: 0, count: 6 },
    { from: -3, to: 3, most: 3, step: 2, first: -2, count: 3 },
    { from: 1.234, to: 1.2345, most: 6, step: 0.0001, first: 1.234, count: 6 },
  ])('chooses steps of 1, 2 or 5 for $from to $to', ({ from, to, most, step, first, count }) => {
    const ticks = chooseTicks(from, to, most);
    expect(ticks.step).toBeCloseTo(step, 12);
    expect(ticks.major[0]).toBeCloseTo(first, 9);
    expect(ticks.major).toHaveLength(count);
  });

  it('puts minor ticks between the major ones only', () => {
    const { major, minor } = chooseTicks(0, 10, 2);
    expect(major).toEqual([0, 5, 10]);
    expect(minor).toEqual([1, 2, 3, 4, 6, 7, 8, 9]);
  });

  it('gives nothing for an empty or endless range', () => {
    expect(chooseTicks(1, 1, 5).major).toEqual([]);
    expect(chooseTicks(0, Infinity, 5).major).toEqual([]);
  });

  it('writes labels that differ, with a true minus, and one zero', () => {
    expect(tickLabels(chooseTicks(-0.1, 0.1, 4)).labels).toEqual([
      '−0.10',
      '−0.05',
      '0.00',
      '0.05',
      '0.10',
    ]);
  });

  it('moves a large power of ten into the title', () => {
    const { labels, exponent } = tickLabels(chooseTicks(0, 4e8, 4));
    expect(exponent).toBe(8);
    expect(labels).toEqual(['0', '1', '2', '3', '4']);
  });
});
