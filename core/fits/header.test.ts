import { describe, expect, it } from 'vitest';
import { Header } from './header.ts';

const header = (...cards: string[]): Header =>
  new Header(cards.map((card) => card.padEnd(80)).join(''), { file: 'a.fits', hdu: 1 });

describe('Header', () => {
  it.each([
    ["A       = 'hello   '           / greeting", 'hello', 'greeting'],
    ["A       = 'it''s'", "it's", ''],
    ["A       = ''", '', ''],
    ["A       = '  leading blanks count'", '  leading blanks count', ''],
    ["A       = 'slash / inside' / outside", 'slash / inside', 'outside'],
    ['A       =                    T / yes', true, 'yes'],
    ['A       =                    F', false, ''],
    ['A       =                   42', 42, ''],
    ['A       = -7', -7, ''],
    ['A       =  9223372036854775807', 9223372036854775807n, ''],
    ['A       = -9007199254740993', -9007199254740993n, ''],
    ['A       =              1.5D-03', 0.0015, ''],
    ['A       = .5', 0.5, ''],
    ['A       = 1.E5', 1e5, ''],
    ['A       = (1.0, -2.5E1)', { re: 1, im: -25 }, ''],
    ['A       =                      / nothing', undefined, 'nothing'],
  ])('reads %s', (card, value, comment) => {
    const read = header(card);
    expect(read.get('a')).toEqual(value);
    expect(read.card('A')?.comment).toBe(comment);
    expect(read.warnings).toEqual([]);
  });

  it('joins long strings over CONTINUE cards', () => {
    const read = header(
      "STORY   = 'Once upon &' / first",
      "CONTINUE  'a time &'",
      "CONTINUE  'it ended.' / last",
      'NEXT    = 1',
    );
    expect(read.get('STORY')).toBe('Once upon a time it ended.');
    expect(read.card('STORY')?.comment).toBe('first last');
    expect(read.cards.map(({ keyword }) => keyword)).toEqual(['STORY', 'NEXT']);
  });

  it('joins as many as a header can have, each looked at once', () => {
    const lines = Array.from({ length: 50_000 }, () => `CONTINUE  '${'y'.repeat(66)}&'`);
    const long = header("LONG    = 'x&'", ...lines, "CONTINUE  'z'").get('LONG');
    expect(long).toBe(`x${'y'.repeat(66 * 50_000)}z`);
  });

  it.each([
    ['bscale  =                  2.0', 2, 'the keyword has illegal characters'],
    ['A       =5', 5, 'there is no space after the "="'],
    [
      "A       = 'O'Brien' / name",
      "O'Brien",
      'a quote stands in the string, or something behind it',
    ],
    ["A       = 'abc' junk / c", 'abc', 'a quote stands in the string, or something behind it'],
  ])('reads %s as it is meant, and warns', (card, value, fault) => {
    const read = header(card);
    const { keyword } = read.cards[0] ?? { keyword: '' };
    expect(read.get(keyword.toUpperCase())).toBe(value);
    expect(read.get(keyword)).toBe(value);
    expect(read.warnings).toEqual([`card ${keyword}: ${fault}`]);
  });

  it.each([
    ["A       = 'a\tb'", 'a\tb'],
    ["A       = 'caf\xe9'", 'caf\xe9'],
  ])('warns of characters that FITS does not know, in %j', (card, value) => {
    const read = header(card, 'B       = 1');
    expect(read.get('A')).toBe(value);
    expect(read.warnings).toEqual(['card A: not all characters are printable ASCII']);
  });

  it('warns of a CONTINUE that continues nothing', () => {
    expect(header("A       = 'one'", "CONTINUE  'two'").warnings).toEqual([
      'card CONTINUE: it continues no string',
    ]);
    expect(header("A       = 'one&'", "CONTINUE  'two'").warnings).toEqual([]);
  });

  it('keeps an ampersand that nothing continues', () => {
    expect(header("A       = 'salt &'", 'B       = 1').get('A')).toBe('salt &');
  });

  it('finds HIERARCH cards with and without the word', () => {
    const read = header("HIERARCH ESO DET NAME = 'CCD' / detector");
    expect(read.get('ESO DET NAME')).toBe('CCD');
    expect(read.get('HIERARCH ESO DET NAME')).toBe('CCD');
  });

  it('tolerates the unquoted NAN of aspcapStar files, with a warning that names the card', () => {
    const read = header('AKWISE  =                  NAN / WISE all-sky extinction');
    expect(read.get('AKWISE')).toBeNaN();
    expect(read.warnings).toEqual(['card AKWISE: "NAN" is not a legal value']);
  });

  it.each([
    ['A       = hello', 'A', 'hello', '"hello" is not a legal value'],
    ["A       = 'open", 'A', 'open', 'the string has no closing quote'],
    ['lower   = 1', 'lower', undefined, 'the keyword has illegal characters'],
    ['NOVALUE   at all', 'NOVALUE', undefined, 'there is no "= " after the keyword'],
  ])('warns about %s', (card, keyword, value, fault) => {
    const read = header(card);
    if (value !== undefined) expect(read.get(keyword)).toBe(value);
    expect(read.warnings).toEqual([`card ${keyword}: ${fault}`]);
  });

  it('takes the first of equal keywords, and lists commentary in order', () => {
    const read = header('A       = 1', 'A       = 2', 'HISTORY made', 'COMMENT = not a value');
    expect(read.get('A')).toBe(1);
    expect(read.cards.slice(2)).toEqual([
      { keyword: 'HISTORY', value: undefined, comment: 'made' },
      { keyword: 'COMMENT', value: undefined, comment: '= not a value' },
    ]);
  });

  it('says which card must be a whole number, and what it is', () => {
    expect(() => header('NAXIS   = NaN').requireInteger('NAXIS', 0)).toThrow(
      expect.objectContaining({
        code: 'fits-header',
        where: { file: 'a.fits', hdu: 1, card: 'NAXIS' },
      }),
    );
    expect(() => header('A       = -1').requireInteger('A', 0)).toThrow(/"-1"/);
    expect(() => header('B       = 1').requireInteger('A', 0)).toThrow(/missing/);
  });
});
