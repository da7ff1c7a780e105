import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Problem } from '../../problem/problem.ts';
import { checkMaskRows, maskFile, maskOfPixels, parseMask, type HandMask } from './handMask.ts';

const mask = (pixels: Record<number, [number, number][]>): HandMask => ({
  rows: new Map(Object.entries(pixels).map(([row, ranges]) => [Number(row), ranges])),
});

describe('a hand mask', () => {
  it('is written in one form and named by the hash of its bytes', () => {
    const file = maskFile(
      mask({
        10: [[5, 6]],
        2: [
          [4, 8],
          [1, 3],
          [3, 4],
        ],
        7: [],
      }),
    );
    expect(file.text).toBe('{"schema":1,"pixels":{"2":[[1,8]],"10":[[5,6]]}}\n');
    expect(file.hash).toBe(createHash('sha256').update(file.text).digest('hex'));
    expect(file.path).toBe(`masks/${file.hash}.json`);
  });

  it('that strikes out the same pixels has the same hash, however it was drawn', () => {
    const range = fc.tuple(fc.nat(50), fc.integer({ min: 1, max: 20 }));
    fc.assert(
      fc.property(fc.array(range, { maxLength: 12 }), (drawn) => {
        const ranges = drawn.map(([start, length]): [number, number] => [start, start + length]);
        const pixels = new Uint8Array(80);
        for (const [start, end] of ranges) pixels.fill(1, start, end);
        const single = [...pixels].flatMap((on, i): [number, number][] => (on ? [[i, i + 1]] : []));
        const one = maskFile(mask({ 0: ranges }));
        expect(maskFile(mask({ 0: single })).hash).toBe(one.hash);
        expect(maskOfPixels(parseMask(one.text), 0, 80) ?? new Uint8Array(80)).toEqual(pixels);
      }),
    );
  });

  it('says nothing of rows that it does not name', () => {
    expect(maskOfPixels(mask({ 1: [[0, 2]] }), 0, 5)).toBeUndefined();
  });

  it('that reaches beyond the spectrum, or names a row that is not there, is for another one', () => {
    expect(() => maskOfPixels(mask({ 0: [[3, 6]] }), 0, 5)).toThrow(/pixel 5, the spectrum has 5/);
    expect(() => checkMaskRows(mask({ 3: [[0, 1]] }), 3)).toThrow(/names row 3, the file has 3/);
    expect(() => checkMaskRows(mask({ 2: [[0, 1]] }), 3)).not.toThrow();
  });

  it.each([
    ['not JSON', '{'],
    ['a list', '[]'],
    ['of another schema', '{"schema":2,"pixels":{}}'],
    ['without pixels', '{"schema":1}'],
    ['with a row that is no number', '{"schema":1,"pixels":{"-1":[]}}'],
    ['with an empty range', '{"schema":1,"pixels":{"0":[[3,3]]}}'],
    ['with a fraction', '{"schema":1,"pixels":{"0":[[0.5,3]]}}'],
    ['with a negative pixel', '{"schema":1,"pixels":{"0":[[-1,3]]}}'],
    ['with three ends', '{"schema":1,"pixels":{"0":[[1,2,3]]}}'],
    ['with a number for a list', '{"schema":1,"pixels":{"0":4}}'],
  ])('file that is %s is refused in words', (_, text) => {
    expect(() => parseMask(text, 'mask.json')).toThrow(Problem);
    expect(() => parseMask(text, 'mask.json')).toThrow(/^this is no mask: /);
  });
});
