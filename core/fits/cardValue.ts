/** A complex number of a header card. */
export interface Complex {
  readonly re: number;
  readonly im: number;
}

/** What a card can hold. Integers beyond 2^53 are `bigint`, so that no digit is lost. */
export type CardValue = string | number | bigint | boolean | Complex;

/** A value field, taken apart. */
export interface ParsedValue {
  readonly value: CardValue | undefined;
  readonly comment: string;
  /** What is illegal about the field, in words, if anything is. */
  readonly fault?: string;
}

const STRING = /^ *'((?:[^']|'')*)'/;
/** Up to the last quote that a comment or nothing follows: what is meant by `'O'Brien'`. */
const OUTER_QUOTES = /^ *'(.*)'(?= *(?:\/|$))/;
const INTEGER = /^[+-]?\d+$/;
const REAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[EeDd][+-]?\d+)?$/;
const COMPLEX = /^\(([^,]*),([^)]*)\)$/;

/**
 * Parses columns 11–80 of a card (FITS standard 4.0, §4.2). An illegal value is kept as text, an
 * unquoted NAN or INF as the number it means; either is reported as a fault.
 */
export function parseValueField(field: string): ParsedValue {
  const quoted = STRING.exec(field);
  if (quoted !== null) {
    const value = unquoted(quoted[1]);
    const rest = field.slice(quoted[0].length);
    if (/^ *(\/|$)/.test(rest)) return { value, comment: commentAfter(rest) };
    const fault = 'a quote stands in the string, or something behind it';
    const [whole = '', inner] = OUTER_QUOTES.exec(field) ?? [];
    if (inner === undefined) return { value, comment: commentAfter(rest), fault };
    return { value: unquoted(inner), comment: commentAfter(field.slice(whole.length)), fault };
  }
  if (field.trimStart().startsWith("'")) {
    const value = field.trimStart().slice(1).trimEnd();
    return { value, comment: '', fault: 'the string has no closing quote' };
  }
  const slash = field.indexOf('/');
  const token = (slash < 0 ? field : field.slice(0, slash)).trim();
  const comment = slash < 0 ? '' : field.slice(slash + 1).trim();
  if (token === '') return { value: undefined, comment };
  const value = parseToken(token);
  if (value !== undefined) return { value, comment };
  const meant = illegalNumber(token);
  return { value: meant ?? token, comment, fault: `"${token}" is not a legal value` };
}

function unquoted(text = ''): string {
  return text.replaceAll("''", "'").trimEnd();
}

/** An integer as number where that is exact, else as bigint. */
export function exactInteger(digits: string): number | bigint {
  const value = Number(digits);
  return Number.isSafeInteger(value) ? value : BigInt(digits.replace(/^\+/, ''));
}

function parseToken(token: string): CardValue | undefined {
  if (token === 'T') return true;
  if (token === 'F') return false;
  if (INTEGER.test(token)) return exactInteger(token);
  if (REAL.test(token)) return real(token);
  const pair = COMPLEX.exec(token);
  if (pair === null) return undefined;
  const [re, im] = [(pair[1] ?? '').trim(), (pair[2] ?? '').trim()];
  return REAL.test(re) && REAL.test(im) ? { re: real(re), im: real(im) } : undefined;
}

function real(token: string): number {
  return Number(token.replace(/[dD]/, 'e'));
}

function illegalNumber(token: string): number | undefined {
  if (/^[+-]?nan$/i.test(token)) return NaN;
  if (/^\+?inf(inity)?$/i.test(token)) return Infinity;
  if (/^-inf(inity)?$/i.test(token)) return -Infinity;
  return undefined;
}

function commentAfter(rest: string): string {
  const slash = rest.indexOf('/');
  return slash < 0 ? '' : rest.slice(slash + 1).trim();
}
