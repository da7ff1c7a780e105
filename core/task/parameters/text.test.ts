import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ValueError } from '../parameter.ts';
import { choice, date, file, string } from './text.ts';

const help = 'for the test';

describe('string', () => {
  const { type } = string({ help });

  it('keeps any text as it is: spaces, case, quotes, other scripts', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...Array.from('aZ0 \t\n\r\\"\'=,éßЖ日🜨\0')) }),
        (text) => {
          fc.pre(!text.includes('\0'));
          expect(type.parse(type.format(type.parse(text)))).toBe(text);
        },
      ),
    );
  });

  it('refuses a NUL, which separates the parts of an identity', () => {
    expect(() => type.parse('a\0b')).toThrow('NUL');
  });

  it('takes numbers from JSON as their decimal text', () => {
    expect(type.check(7)).toBe('7');
    expect(type.check(27021597842567353n)).toBe('27021597842567353');
    expect(() => type.check(true)).toThrow(ValueError);
  });

  it('says in words what its pattern allows', () => {
    const release = string({ help, pattern: /^DR\d+$/, allowed: 'a release such as DR17' }).type;
    expect(release.parse('DR17')).toBe('DR17');
    expect(() => release.parse('17')).toThrow('"17" is not possible');
    expect(release.allowed).toBe('a release such as DR17');
  });
});

describe('choice', () => {
  const { type } = choice(['linear', 'cubic'], { help });

  it('takes each of its words and lists them when it refuses', () => {
    expect(['linear', 'cubic'].map((word) => type.parse(word))).toEqual(['linear', 'cubic']);
    expect(() => type.parse('Cubic')).toThrow('"Cubic" is not among the choices');
    expect(type.allowed).toBe('one of linear, cubic');
    expect(type.choices).toEqual(['linear', 'cubic']);
  });

  it('is not fooled by names that every object has', () => {
    expect(() => type.parse('constructor')).toThrow(ValueError);
  });
});

describe('date', () => {
  const { type } = date({ help });

  it('reads back every day of the calendar', () => {
    const days = fc.date({
      min: new Date('0001-01-01T00:00:00Z'),
      max: new Date('9999-12-31T00:00:00Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(days, (day) => {
        const text = day.toISOString().slice(0, 10);
        expect(type.parse(type.format(type.parse(text)))).toBe(text);
      }),
    );
  });

  it('knows which days there are', () => {
    expect(type.parse('2024-02-29')).toBe('2024-02-29');
    expect(type.parse('2000-02-29')).toBe('2000-02-29');
    for (const text of ['2023-02-29', '1900-02-29', '2024-04-31', '2024-13-01', '2024-00-10']) {
      expect(() => type.parse(text)).toThrow(`there is no ${text} in the calendar`);
    }
  });

  it.each([
    '',
    '24-02-01',
    '2024-2-1',
    '2024/02/01',
    '01.02.2024',
    '2024-02-01T00:00:00Z',
    '56780',
  ])('refuses %j and says how a date is written', (text) => {
    expect(() => type.parse(text)).toThrow(`"${text}" is not a date`);
    expect(type.allowed).toBe('a date, YYYY-MM-DD');
  });

  it('refuses a JavaScript date, which has a time zone', () => {
    expect(() => type.check(new Date())).toThrow(ValueError);
  });
});

describe('file', () => {
  const { type } = file({ help });

  it('keeps paths as they are and refuses what is none', () => {
    expect(type.parse('a b/ü.fits')).toBe('a b/ü.fits');
    expect(() => type.parse('')).toThrow('"" is not a path');
    expect(() => type.parse('a\0b')).toThrow('is not a path');
    expect(() => type.check(7)).toThrow('7 is not a path');
  });
});
