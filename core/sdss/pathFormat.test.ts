import { describe, expect, it } from 'vitest';
import { formatValue, parseFormat } from './format.ts';
import { toWhole, valueText, type ParamValue } from './paramValue.ts';

// Expected texts: Python 3.11, str() and format().
describe('values as text', () => {
  it.each<[ParamValue, string]>([
    ['007', '007'],
    [7, '7'],
    [-7, '-7'],
    [7.0, '7'],
    [3.5, '3.5'],
    [0.0001, '0.0001'],
    [0.00001, '1e-05'],
    [1.5e-7, '1.5e-07'],
    [1.5e-10, '1.5e-10'],
    [63050394846126565n, '63050394846126565'],
    [true, 'True'],
    [false, 'False'],
    [null, 'None'],
  ])('%s is written %s', (value, text) => {
    expect(valueText(value)).toBe(text);
  });
});

describe('whole numbers', () => {
  it.each<[ParamValue, bigint | number]>([
    ['0012', 12],
    [' 12 ', 12n],
    ['+1_000', 1000n],
    ['-3', -3n],
    ['63050394846126565', 63050394846126565n],
    [3.9, 3],
    [-3.9, -3],
    [true, 1],
  ])('%s reads as %s', (value, whole) => {
    expect(toWhole('k', value)).toBe(whole);
  });

  it.each<ParamValue>(['', 'x', '1.5', '*', '0x10', '1__0', null, NaN, Infinity])(
    '%s is refused',
    (value) => {
      expect(() => toWhole('k', value)).toThrow(expect.objectContaining({ code: 'bad-value' }));
    },
  );
});

describe('format specifications', () => {
  it.each<[string, ParamValue, string]>([
    ['0>4', '7', '0007'],
    ['0>4', 7, '0007'],
    ['0>4', -7, '00-7'],
    ['0>4', '12345', '12345'],
    ['0>4', '', '0000'],
    ['0>4', true, '0001'],
    ['0>4', 3.5, '03.5'],
    ['0>11', 63050394846126565n, '63050394846126565'],
    ['0>4', '*', '*'],
    ['.2', 'v1_0_1', 'v1'],
    ['.4', 'v1', 'v1'],
    ['.2', '*', '*'],
    ['.4', 3.5, '3.5'],
    ['.2', 12.345, '1.2e+01'],
    ['.4', 123.456, '123.5'],
    ['.4', 2.0001, '2.0'],
    ['.4', 9999.5, '1e+04'],
    ['.2', 0.00012, '0.00012'],
    ['.2', 0.000012, '1.2e-05'],
    ['0.3', '0.5.0', '0.5'],
    ['d', 7, '7'],
    ['0>2d', 7, '07'],
    ['0>2d', true, '01'],
    ['0>2d', '*', '*'],
    ['', null, 'None'],
    ['', true, 'True'],
  ])('{:%s} of %s is %s', (specification, value, text) => {
    expect(formatValue('k', value, formatOf(specification))).toBe(text);
  });

  it.each<[string, ParamValue]>([
    ['0>4', null],
    ['.2', 7],
    ['.2', true],
    ['.2', null],
    ['d', '7'],
    ['d', 3.5],
    ['0>2d', null],
    ['', NaN],
    ['', Infinity],
  ])('{:%s} of %s is refused', (specification, value) => {
    expect(() => formatValue('k', value, formatOf(specification))).toThrow(
      expect.objectContaining({ code: 'bad-value', where: { parameter: 'k' } }),
    );
  });

  it('are only those of SDSS templates', () => {
    expect(['x', '>4', '4', '0>', ',', '.2f'].map((text) => parseFormat(text))).toEqual(
      Array(6).fill(undefined),
    );
  });
});

function formatOf(specification: string) {
  const format = parseFormat(specification);
  if (format === undefined) throw new Error(`no format ${specification}`);
  return format;
}
