import { describe, expect, it } from 'vitest';
import { Problem } from '../../problem/problem.ts';
import { canonicalKeywords, rowSelection, selectRows } from './rowSelection.ts';

const take = (rows: Parameters<typeof rowSelection>[0][string], count: number) =>
  selectRows(rowSelection({ rows }), count, 'file.fits');

describe('rows of a file', () => {
  // Right-hand sides from Python: list(range(count))[…].
  it.each([
    [':', 4, [0, 1, 2, 3]],
    ['2:', 5, [2, 3, 4]],
    [':2', 5, [0, 1]],
    ['1:3', 5, [1, 2]],
    ['-2:', 5, [3, 4]],
    [':-1', 3, [0, 1]],
    ['::2', 5, [0, 2, 4]],
    ['1::2', 5, [1, 3]],
    ['::-1', 3, [2, 1, 0]],
    ['-1:-4:-2', 5, [4, 2]],
    ['3:100', 5, [3, 4]],
    ['-100:2', 5, [0, 1]],
    [' 1 : 3 ', 5, [1, 2]],
  ])('%s of %i rows are those that Python takes', (slice, count, expected) => {
    expect(take(slice, count)).toEqual(expected);
  });

  it('may be named one by one, from the end too, and keep that order', () => {
    expect(take([2, 0], 3)).toEqual([2, 0]);
    expect(take([-1], 3)).toEqual([2]);
    expect(take(1, 3)).toEqual([1]);
    expect(take('1', 3)).toEqual([1]);
    expect(take(['0', '2'], 3)).toEqual([0, 2]);
  });

  it('are all of them where nothing is said', () => {
    expect(selectRows(rowSelection({}), 3, 'file.fits')).toEqual([0, 1, 2]);
  });

  it('have one normal form', () => {
    expect(canonicalKeywords({ rows: ' 2 : ' })).toEqual({ rows: '2:' });
    expect(canonicalKeywords({ rows: '2::1' })).toEqual({ rows: '2:' });
    expect(canonicalKeywords({ rows: '::2' })).toEqual({ rows: '::2' });
    expect(canonicalKeywords({ rows: ':' })).toEqual({});
    expect(canonicalKeywords({ rows: '::' })).toEqual({});
    expect(canonicalKeywords({ rows: '-0' })).toEqual({ rows: [0] });
    expect(canonicalKeywords({ rows: 3 })).toEqual({ rows: [3] });
  });

  it.each<[Parameters<typeof rowSelection>[0], RegExp]>([
    [{ rows: '1:2:0' }, /step 0/],
    [{ rows: 'all' }, /"all" is not a slice/],
    [{ rows: [1.5] }, /whole number/],
    [{ rows: [true] }, /whole number/],
    [{ row: 2 }, /no key "row"/],
    [{ rows: { a: 1 } }, /whole number/],
    [{ rows: '9999999999:' }, /not a slice/],
  ])('that make no sense are refused: %j', (keywords, sentence) => {
    expect(() => rowSelection(keywords)).toThrow(Problem);
    expect(() => rowSelection(keywords)).toThrow(sentence);
  });

  it('that the file does not have are refused, each and all', () => {
    expect(() => take([3], 3)).toThrow(/no row 3; the file has 3/);
    expect(() => take([-4], 3)).toThrow(/no row -4/);
    expect(() => take('5:', 3)).toThrow(/none of the 3 rows/);
    expect(() => take([], 3)).toThrow(/none of the 3 rows/);
    expect(() => take([0, -3], 3)).toThrow(/row 0 is asked for twice/);
  });

  it('are bounded: a table of a million spectra is not taken at once', () => {
    expect(() => take(':', 1_000_000)).toThrow(/more than 1000/);
    expect(take('0:1000', 1_000_000)).toHaveLength(1000);
  });
});
