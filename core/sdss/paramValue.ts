import { Problem } from '../problem/problem.ts';

/**
 * A value for a template key. `bigint` is for whole numbers beyond 2^53, which SDSS ids reach;
 * text does as well. A number that is whole is a whole number, however it was written (7.0 is 7).
 */
export type ParamValue = string | number | bigint | boolean | null;

/** Values by template key. A key that is there with the value `null` counts as given. */
export type PathParams = Readonly<Record<string, ParamValue>>;

/**
 * The value as Python's `str()` writes it, which is what SDSS file names are made of: `True`,
 * `None`, `3.5`, `1e-05`.
 */
export function valueText(value: ParamValue): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'bigint') return value.toString();
  if (value === null) return 'None';
  return value ? 'True' : 'False';
}

function numberText(value: number): string {
  const magnitude = Math.abs(value);
  if (Number.isInteger(value)) {
    return magnitude < 1e21 ? value.toString() : BigInt(value).toString();
  }
  if (magnitude >= 1e-4 || value === 0) return value.toString();
  // Python changes to exponents below 1e-4 (JavaScript below 1e-6) and writes at least two digits.
  return value.toExponential().replace(/e-(\d)$/, 'e-0$1');
}

/** Python's truth: empty text, zero, `false` and `null` are false. */
export function isTruthy(value: ParamValue | undefined): value is Exclude<ParamValue, null> {
  return Boolean(value);
}

const wholeNumber = /^\s*[+-]?\d+(?:_\d+)*\s*$/;

/**
 * The value as Python's `int()` reads it: text with optional sign, numbers cut at the point.
 * Throws `bad-value` for what has none. Exact at any size.
 */
export function toWhole(key: string, value: ParamValue): bigint | number {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return Math.trunc(value);
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'string') {
    if (value.length < 16 && /^\d+$/.test(value)) return Number(value);
    if (wholeNumber.test(value)) return BigInt(value.trim().replace(/^\+|_/g, ''));
  }
  throw badValue(key, value, 'a whole number is needed');
}

/** Whether the value stands for many: it holds a `*`. */
export function isWildcard(value: ParamValue | undefined): boolean {
  return typeof value === 'string' && value.includes('*');
}

export function badValue(key: string, value: ParamValue, need: string): Problem {
  const shown = typeof value === 'string' ? JSON.stringify(value) : valueText(value);
  return new Problem('bad-value', `${shown} does not do for ${key}: ${need}`, {
    where: { parameter: key },
  });
}
