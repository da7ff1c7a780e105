import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ValueError, type ParameterValue } from '../parameter.ts';
import { dictionary, list, range } from './compound.ts';
import { float, integer, integer64 } from './number.ts';
import { string } from './text.ts';

const help = 'for the test';

describe('list', () => {
  const texts = list(string({ help }), { help }).type;
  const integers = list(integer({ help, min: 0 }), { help }).type;

  it('reads back any texts: commas, quotes, brackets, blanks, empty ones', () => {
    const words = fc.array(fc.string({ unit: fc.constantFrom(...Array.from('a,"\\[] \n\té=:')) }));
    fc.assert(
      fc.property(words, (values) => {
        expect(texts.parse(texts.format(values))).toEqual(values);
      }),
    );
  });

  it('reads back lists of lists', () => {
    const nested = list(list(integer({ help }), { help }), { help }).type;
    fc.assert(
      fc.property(fc.array(fc.array(fc.integer(), { minLength: 1 })), (values) => {
        expect(nested.parse(nested.format(values))).toEqual(values);
      }),
    );
  });

  it('is written plainly where that is enough', () => {
    expect(integers.format(integers.parse(' 2, 3 ,4'))).toBe('2,3,4');
    expect(integers.format(integers.parse('[2, 3, 4]'))).toBe('2,3,4');
    expect(integers.parse('')).toEqual([]);
    expect(integers.format([])).toBe('');
  });

  it('keeps the digits of large integers, in JSON too', () => {
    const ids = list(integer64({ help }), { help }).type;
    expect(ids.format(ids.parse('[27021597842567353, "27021597842567354"]'))).toBe(
      '27021597842567353,27021597842567354',
    );
  });

  it('refuses a list with one bad element, naming the element and what is allowed', () => {
    expect(() => integers.parse('2,x')).toThrow('"x" is not a whole number');
    expect(() => integers.parse('2,-3')).toThrow('-3 is out of range');
    expect(() => integers.check([2, 'x'])).toThrow(ValueError);
    expect(() => integers.check('2')).toThrow('it is not a list');
    expect(() => integers.parse('[2')).toThrow('is not JSON');
    expect(integers.allowed).toBe('a list, each a whole number, at least 0');
  });

  it('keeps the order: another order is another value', () => {
    expect(integers.format([3, 2])).not.toBe(integers.format([2, 3]));
  });
});

describe('dictionary', () => {
  const { type } = dictionary({ help });

  const plain: fc.Arbitrary<ParameterValue> = fc.letrec<{ value: ParameterValue }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      fc.string(),
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.bigInt(-(2n ** 63n), 2n ** 64n - 1n),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(fc.string(), tie('value'), { maxKeys: 4 }),
    ),
  })).value;

  it('reads back what it formats: nested values, large integers, any keys', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), plain), (given) => {
        const value = type.check(given);
        expect(type.parse(type.format(value))).toEqual(value);
      }),
      { numRuns: 500 },
    );
  });

  it('has one text whatever the order of its keys', () => {
    expect(type.format(type.parse('{"b": 1, "a": {"d": 2, "c": 3}}'))).toBe(
      type.format(type.parse('{"a": {"c": 3, "d": 2}, "b": 1}')),
    );
  });

  it('keeps large integers, and knows small ones however they come', () => {
    const value = type.parse('{"sdss_id": 27021597842567353, "row": 3}');
    expect(value).toEqual({ sdss_id: 27021597842567353n, row: 3 });
    expect(type.format(value)).toBe('{"row":3,"sdss_id":27021597842567353}');
    expect(type.check({ row: 3n })).toEqual({ row: 3 });
    expect(type.check({ zero: -0 })).toEqual({ zero: 0 }); // toEqual tells −0 from 0
  });

  it('understands key=value,key=value', () => {
    expect(type.parse('rows = 2: , name=a b')).toEqual({ rows: '2:', name: 'a b' });
    expect(type.parse('')).toEqual({});
    expect(() => type.parse('rows')).toThrow('"rows" has no key and value');
    expect(() => type.parse('=2')).toThrow('has no key and value');
    expect(() => type.parse('a=1,a=2')).toThrow('"a" is given twice');
  });

  it.each(['{', '{"a": NaN}', '[1]', '{"a": 1e400}', '{"a": 1, "a": 2}'])('refuses %j', (text) => {
    expect(() => type.parse(text)).toThrow(ValueError);
  });

  it('refuses what is not plain data', () => {
    for (const value of [Infinity, NaN, () => 0, Symbol('s'), undefined]) {
      expect(() => type.check({ value })).toThrow(ValueError);
    }
    expect(() => type.check([1])).toThrow('it is not a dictionary');
    expect(() => type.check(null)).toThrow('it is not a dictionary');
  });

  it('has no key that reaches the prototype', () => {
    const value = type.parse('{"__proto__": {"polluted": true}}');
    expect(Object.keys(Object(value) as object)).toEqual(['__proto__']);
    expect('polluted' in {}).toBe(false);
    expect(type.format(value)).toBe('{"__proto__":{"polluted":true}}');
  });

  it('refuses nesting that would exhaust the stack', () => {
    const deep = `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    expect(() => type.parse(deep)).toThrow(ValueError);
  });
});

describe('range', () => {
  const { type } = range({ help });

  it('reads back what it formats, in one spelling', () => {
    const spelt = [':', '2:', ':5', '2:5', '-3:', ':-1', '02:5', '-0:'];
    const texts = [':', '2:', ':5', '2:5', '-3:', ':-1', '2:5', '0:'];
    expect(spelt.map((text) => type.parse(text))).toEqual(texts);
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (start, length) => {
        const text = `${start}:${start + length}`;
        expect(type.format(type.parse(text))).toBe(text);
      }),
    );
  });

  it.each(['', '2', '2-5', 'a:b', '2:5:1', '-:', '1.5:2'])('refuses %j', (text) => {
    expect(() => type.parse(text)).toThrow(`"${text}" is not a range`);
  });

  it('refuses a range that ends before it starts', () => {
    expect(() => type.parse('5:2')).toThrow('"5:2" ends before it starts');
    expect(type.parse('5:-1')).toBe('5:-1');
  });
});

describe('a list of floats', () => {
  it('reads back the very same doubles', () => {
    const { type } = list(float({ help }), { help });
    const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(fc.array(finite), (values) => {
        const checked = type.check(values);
        expect(type.parse(type.format(checked))).toEqual(checked);
      }),
    );
  });
});
