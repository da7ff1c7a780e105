import { describe, expect, it } from 'vitest';
import { Problem } from '../problem/problem.ts';
import { continuumPixels } from './continuumPixels.ts';
import { parseRegions } from './parseRegions.ts';

function problemOf(call: () => unknown): Problem {
  try {
    call();
  } catch (thrown) {
    if (thrown instanceof Problem) return thrown;
    throw thrown;
  }
  throw new Error('nothing was refused');
}

describe('parseRegions', () => {
  it('reads blanks, tabs, commas, semicolons, comments, blank lines and a byte order mark', () => {
    const text =
      '\uFEFF# mine\r\n\r\n15100 15110 # first\n15120,15130\n15140;\t15150\n  1.516e4\t15170';
    expect(parseRegions(text).ranges.map(({ start, end }) => [start, end])).toEqual([
      [15100, 15110],
      [15120, 15130],
      [15140, 15150],
      [15160, 15170],
    ]);
  });

  it('sorts and merges, and says which lines it merged', () => {
    const parsed = parseRegions('30 40\n10 20\n15 25\n25 26');
    expect(parsed.ranges).toEqual([
      { start: 10, end: 26 },
      { start: 30, end: 40 },
    ]);
    expect(parsed).toMatchObject({ count: 4, ascending: false });
    expect(parsed.notes).toEqual([
      'line 3 overlaps the region of line 2: merged',
      'line 4 touches the region of line 2: merged',
    ]);
  });

  it('skips a heading above the columns, and says so', () => {
    for (const heading of [
      'start,end',
      '"lambda_min" "lambda_max"',
      '# mine\n\nfrom\tto',
      'λ1 λ2',
      'nanometres;info',
    ]) {
      const { ranges, notes } = parseRegions(`${heading}\n15100 15110\n`);
      expect(ranges).toEqual([{ start: 15100, end: 15110 }]);
      expect(notes.join()).toMatch(/^line [13] is a heading: skipped$/);
    }
    const twice = problemOf(() => parseRegions('start end\nstart end\n1 2'));
    expect(twice.where).toEqual({ line: 2 });
    expect(problemOf(() => parseRegions('start end\n')).code).toBe('continuum-regions-empty');
    expect(problemOf(() => parseRegions('nan inf\n')).code).toBe('continuum-regions-malformed');
  });

  it.each([
    ['10 20\n15100', 2, 'found 1 column'],
    ['1 2 3', 1, 'found 3 columns'],
    ['# a\nlambda 20', 2, '"lambda" is not a wavelength'],
    ['20 10', 1, 'starts at 20'],
    ['10 10', 1, 'starts at 10'],
    ['nan 10', 1, '"nan" is not'],
    ['-5 10', 1, '"-5" is not'],
    ['10 Infinity', 1, '"Infinity" is not'],
  ])('refuses %j and names line %i', (text, line, message) => {
    const refusal = problemOf(() => parseRegions(text, 'my.list'));
    expect(refusal.code).toBe('continuum-regions-malformed');
    expect(refusal.where).toEqual({ file: 'my.list', line });
    expect(refusal.message).toContain(message);
  });

  it('refuses a text without regions', () => {
    expect(problemOf(() => parseRegions('# nothing\n\n')).code).toBe('continuum-regions-empty');
  });
});

describe('continuumPixels', () => {
  const wavelength = Float64Array.of(1, 2, 3, 4, 5);

  it('takes the start and leaves the end', () => {
    expect([...continuumPixels(wavelength, [{ start: 2, end: 4 }])]).toEqual([1, 2]);
    expect([...continuumPixels(wavelength, [{ start: 1.5, end: 4.1 }])]).toEqual([1, 2, 3]);
    expect([...continuumPixels(wavelength, [{ start: 5, end: 9 }])]).toEqual([4]);
  });

  it('counts a pixel of several ranges once, in order', () => {
    const ranges = [
      { start: 4, end: 6 },
      { start: 1, end: 3 },
      { start: 2, end: 5 },
    ];
    expect([...continuumPixels(wavelength, ranges)]).toEqual([0, 1, 2, 3, 4]);
  });

  it('does not depend on the last bit of the wavelengths on the apStar grid', () => {
    const grid = Float64Array.from({ length: 8575 }, (_, i) => 10 ** (4.179 + 6e-6 * i));
    const ulp = 2 ** -39;
    const ranges = [{ start: grid[500] ?? NaN, end: grid[510] ?? NaN }];
    const exact = continuumPixels(grid, ranges);
    expect(
      continuumPixels(
        grid.map((w) => w + ulp),
        ranges,
      ),
    ).toEqual(exact);
    expect(
      continuumPixels(
        grid.map((w) => w - ulp),
        ranges,
      ),
    ).toEqual(exact);
  });
});
