import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ValueError } from '../parameter.ts';
import { boolean, float, integer, integer64 } from './number.ts';

const help = 'for the test';

/** Message and allowed values of the refusal; fails if there was none. */
function refusal(step: () => unknown): string {
  try {
    step();
  } catch (error) {
    if (error instanceof ValueError) return `${error.message}; expected ${error.allowed}`;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('integer', () => {
  const { type } = integer({ help });

  it('reads back what it formats, for every safe integer', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (value) => {
        expect(type.parse(type.format(value))).toBe(value + 0);
      }),
    );
  });

  it('takes leading zeros, a plus sign and spaces around', () => {
    expect(['007', '+7', ' 7 ', '7'].map((text) => type.parse(text))).toEqual([7, 7, 7, 7]);
  });

  it('has one zero', () => {
    expect(Object.is(type.parse('-0'), 0)).toBe(true);
    expect(Object.is(type.check(-0), 0)).toBe(true);
  });

  it.each(['', ' ', '1.5', '1e3', '0x10', 'seven', '1_000', '١', 'NaN', 'Infinity'])(
    'refuses %j, quoting it',
    (text) => {
      expect(refusal(() => type.parse(text))).toBe(
        `"${text}" is not a whole number; expected a whole number`,
      );
    },
  );

  it('refuses digits beyond 2^53 instead of rounding them, and quotes them as typed', () => {
    const allowed = 'a whole number within ±9007199254740991';
    expect(refusal(() => type.parse('9007199254740993'))).toContain('9007199254740993');
    expect(refusal(() => type.parse('9007199254740993'))).toContain(allowed);
    expect(() => type.check(2 ** 53)).toThrow(ValueError);
    expect(() => type.check(2n ** 53n + 1n)).toThrow(/9007199254740993/);
  });

  it('names the bounds it was given', () => {
    const bounded = integer({ help, min: 1, max: 300 }).type;
    expect(refusal(() => bounded.parse('301'))).toBe(
      '301 is out of range; expected a whole number from 1 to 300',
    );
    expect([bounded.parse('1'), bounded.parse('300')]).toEqual([1, 300]);
    expect([bounded.min, bounded.max]).toEqual(['1', '300']);
    expect(refusal(() => integer({ help, min: 0 }).type.parse('-1'))).toContain('at least 0');
    expect(refusal(() => integer({ help, max: 0 }).type.parse('1'))).toContain('at most 0');
  });

  it('refuses a default outside its own bounds', () => {
    expect(() => integer({ help, default: 0, min: 1 })).toThrow('0 is out of range');
  });

  it.each([1.5, NaN, Infinity, '7', true, null, undefined, [], {}])(
    'refuses %s from a program',
    (value) => {
      expect(() => type.check(value)).toThrow(ValueError);
    },
  );
});

describe('integer64', () => {
  const { type } = integer64({ help });

  it('keeps every digit of 64 bits, signed and unsigned', () => {
    fc.assert(
      fc.property(fc.bigInt(-(2n ** 63n), 2n ** 64n - 1n), (value) => {
        expect(type.parse(type.format(value))).toBe(value);
      }),
    );
    expect(type.format(type.parse('27021597842567353'))).toBe('27021597842567353');
    expect(type.format(type.parse('18446744073709551615'))).toBe('18446744073709551615');
  });

  it('refuses one more than fits', () => {
    expect(() => type.parse('18446744073709551616')).toThrow('18446744073709551616');
    expect(() => type.parse('-9223372036854775809')).toThrow('-9223372036854775809');
  });

  it('refuses a number that already lost its last digits', () => {
    expect(refusal(() => type.check(2 ** 54))).toContain('lost digits');
    expect(type.check(42)).toBe(42n);
  });

  it('has one zero and one spelling', () => {
    expect(['-0', '+0', '000'].map((text) => type.format(type.parse(text)))).toEqual([
      '0',
      '0',
      '0',
    ]);
  });
});

describe('float', () => {
  const { type } = float({ help });

  it('reads back the very same double that it formats', () => {
    const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(finite, (value) => {
        expect(type.parse(type.format(type.check(value)))).toBe(value + 0);
      }),
    );
  });

  it('has one text for numbers that are spelt differently', () => {
    const spellings = ['0.5', '.5', '5e-1', '+0.50', '5E-01'];
    expect(new Set(spellings.map((text) => type.format(type.parse(text))))).toEqual(
      new Set(['0.5']),
    );
    expect(type.format(type.parse('-0.0'))).toBe('0');
  });

  it.each(['', 'NaN', 'nan', 'inf', 'Infinity', '1,5', '1 5', '0x1p3', '--1', 'e5', '.'])(
    'refuses %j',
    (text) => {
      expect(refusal(() => type.parse(text))).toContain(`"${text}" is not a number`);
    },
  );

  it('refuses what overflows to infinity, as it was typed', () => {
    expect(refusal(() => type.parse('1e400'))).toContain('1e400');
  });

  it('names its bounds', () => {
    const bounded = float({ help, min: 0, max: 1000 }).type;
    expect(refusal(() => bounded.parse('1000.5'))).toBe(
      '1000.5 is out of range; expected a number from 0 to 1000',
    );
  });
});

describe('boolean', () => {
  const { type } = boolean({ help });

  it('understands shells, Python, FITS tables and spreadsheets', () => {
    for (const text of ['true', 'True', 'TRUE', 'yes', 'on', '1']) {
      expect(type.parse(text)).toBe(true);
    }
    for (const text of ['false', 'False', 'FALSE', 'no', 'off', '0']) {
      expect(type.parse(text)).toBe(false);
    }
  });

  it('refuses anything else, naming it', () => {
    expect(refusal(() => type.parse('maybe'))).toBe('"maybe" is neither; expected true or false');
    expect(() => type.check(1)).toThrow(ValueError);
    expect(() => type.check('true')).toThrow(ValueError);
  });
});
