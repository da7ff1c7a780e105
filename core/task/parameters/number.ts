import {
  parameter,
  ValueError,
  type Parameter,
  type ParameterOptions,
  type ParameterType,
} from '../parameter.ts';

interface Bounds<T> {
  readonly min?: T;
  readonly max?: T;
}

const decimalInteger = /^[+-]?\d+$/;
const exact = `a whole number within ±${Number.MAX_SAFE_INTEGER}`;

/**
 * A whole number within ±(2^53 − 1), so that it is exact as a JavaScript number. For identifiers
 * that may be larger use `integer64`.
 */
export function integer(options: ParameterOptions<number> & Bounds<number>): Parameter<number> {
  const min = options.min ?? Number.MIN_SAFE_INTEGER;
  const max = options.max ?? Number.MAX_SAFE_INTEGER;
  const allowed = describeRange('a whole number', options.min, options.max);
  const check = (value: unknown): number => {
    const number = typeof value === 'bigint' ? Number(value) : value;
    if (typeof number !== 'number' || !Number.isInteger(number)) {
      throw new ValueError(`${show(value)} is not a whole number`, allowed);
    }
    if (!Number.isSafeInteger(number)) throw new ValueError(`${show(value)} is too large`, exact);
    if (number < min || number > max) throw new ValueError(`${number} is out of range`, allowed);
    return number + 0; // −0 and 0 are one number
  };
  // As a bigint where it may not be exact, so that a refusal shows the digits that were typed.
  const parse = (text: string): number =>
    check(fewDigits.test(text) ? Number(text) : wholeNumber(text, allowed));
  return parameter(
    {
      kind: 'integer',
      allowed,
      ...boundTexts(options),
      parse,
      check,
      format: (value) => value.toString(),
    },
    options,
  );
}

/** Exact as a double: what most whole numbers are, and quick to read. */
const fewDigits = /^-?\d{1,15}$/;

/** The digits of a text, exactly. */
function wholeNumber(text: string, allowed: string): bigint {
  const trimmed = text.trim();
  if (!decimalInteger.test(trimmed)) {
    throw new ValueError(`"${text}" is not a whole number`, allowed);
  }
  return BigInt(trimmed.replace(/^\+/, ''));
}

/** A whole number of 64 bits, signed or unsigned (catalogue ids), exact: the value is a bigint. */
export function integer64(options: ParameterOptions<bigint> & Bounds<bigint>): Parameter<bigint> {
  const min = options.min ?? -(2n ** 63n);
  const max = options.max ?? 2n ** 64n - 1n;
  const allowed = describeRange('a whole number', options.min, options.max);
  const check = (value: unknown): bigint => {
    if (typeof value === 'number' && !Number.isSafeInteger(value)) {
      throw new ValueError(`${value} lost digits on its way here`, `${allowed}, written as a text`);
    }
    if (typeof value !== 'bigint' && typeof value !== 'number') {
      throw new ValueError(`${show(value)} is not a whole number`, allowed);
    }
    const number = BigInt(value);
    if (number < min || number > max) throw new ValueError(`${number} is out of range`, allowed);
    return number;
  };
  const parse = (text: string): bigint => check(wholeNumber(text, allowed));
  return parameter(
    {
      kind: 'integer',
      allowed,
      ...boundTexts(options),
      parse,
      check,
      format: (value) => value.toString(),
    },
    options,
  );
}

/** A finite IEEE 754 double. Canonical text: the shortest that reads back as the same number. */
export function float(options: ParameterOptions<number> & Bounds<number>): Parameter<number> {
  const min = options.min ?? -Infinity;
  const max = options.max ?? Infinity;
  const allowed = describeRange('a number', options.min, options.max);
  const check = (value: unknown): number => {
    const number = typeof value === 'bigint' ? Number(value) : value;
    if (typeof number !== 'number' || !Number.isFinite(number)) {
      throw new ValueError(`${show(value)} is not a finite number`, allowed);
    }
    if (number < min || number > max) throw new ValueError(`${number} is out of range`, allowed);
    return number + 0;
  };
  const parse = (text: string): number => {
    if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text.trim())) {
      throw new ValueError(`"${text}" is not a number`, allowed);
    }
    const number = Number(text);
    if (!Number.isFinite(number)) throw new ValueError(`${text} is too large`, allowed);
    return check(number);
  };
  return parameter(
    {
      kind: 'float',
      allowed,
      ...boundTexts(options),
      parse,
      check,
      format: (value) => value.toString(),
    },
    options,
  );
}

const yes = new Set(['true', 'yes', 'on', '1']);
const no = new Set(['false', 'no', 'off', '0']);

/** true or false; the words of shells, Python and spreadsheets are understood in any case. */
export function boolean(options: ParameterOptions<boolean>): Parameter<boolean> {
  const allowed = 'true or false';
  const check = (value: unknown): boolean => {
    if (typeof value !== 'boolean') throw new ValueError(`${show(value)} is neither`, allowed);
    return value;
  };
  const parse = (text: string): boolean => {
    const word = text.trim().toLowerCase();
    if (yes.has(word)) return true;
    if (no.has(word)) return false;
    throw new ValueError(`"${text}" is neither`, allowed);
  };
  const type: ParameterType<boolean> = {
    kind: 'boolean',
    allowed,
    parse,
    check,
    format: (value) => value.toString(),
  };
  return parameter(type, options);
}

function describeRange(
  what: string,
  min: number | bigint | undefined,
  max: number | bigint | undefined,
): string {
  if (min !== undefined && max !== undefined) return `${what} from ${min} to ${max}`;
  if (min !== undefined) return `${what}, at least ${min}`;
  if (max !== undefined) return `${what}, at most ${max}`;
  return what;
}

function boundTexts(bounds: Bounds<number | bigint>): { min?: string; max?: string } {
  return {
    ...(bounds.min === undefined ? {} : { min: String(bounds.min) }),
    ...(bounds.max === undefined ? {} : { max: String(bounds.max) }),
  };
}

function show(value: unknown): string {
  return typeof value === 'string' ? `"${value}"` : String(value);
}
