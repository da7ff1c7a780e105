import {
  isLosslessNumber,
  LosslessNumber,
  parse as parseLosslessJson,
  stringify,
} from 'lossless-json';
import {
  parameter,
  ValueError,
  type Parameter,
  type ParameterOptions,
  type ParameterType,
  type ParameterValue,
} from '../parameter.ts';

/**
 * Several values of one type, order kept. Text form: `2,3,4`, or a JSON array where an element
 * holds a comma. An empty text is the empty list.
 */
export function list<T extends ParameterValue>(
  of: Parameter<T>,
  options: ParameterOptions<readonly T[]>,
): Parameter<readonly T[]> {
  const element = of.type as ParameterType<T>;
  const allowed = `a list, each ${element.allowed}`;
  const check = (value: unknown): readonly T[] => {
    if (!Array.isArray(value)) throw new ValueError('it is not a list', allowed);
    return value.map((item) => element.check(item));
  };
  const parse = (text: string): readonly T[] => {
    const trimmed = text.trim();
    if (trimmed === '') return [];
    if (!trimmed.startsWith('['))
      return trimmed.split(',').map((item) => element.parse(item.trim()));
    const items = parseJson(trimmed, allowed);
    if (!Array.isArray(items)) throw new ValueError(`"${text}" is not a list`, allowed);
    return items.map((item) =>
      typeof item === 'string' ? element.parse(item) : element.check(item),
    );
  };
  const format = (values: readonly T[]): string => {
    const texts = values.map((value) => element.format(value));
    const plain = texts.every((text) => text !== '' && !/[,"\\[\]]|^\s|\s$/.test(text));
    return plain ? texts.join(',') : JSON.stringify(texts);
  };
  return parameter({ kind: 'list', of: element.kind, allowed, parse, check, format }, options);
}

/**
 * Named values of any plain type, as a JSON object (`{"rows":"2:"}`) or `key=value,key=value`.
 * Canonical text: JSON with sorted keys and lossless integers.
 */
export function dictionary(
  options: ParameterOptions<Readonly<Record<string, ParameterValue>>>,
): Parameter<Readonly<Record<string, ParameterValue>>> {
  const allowed = 'a JSON object or key=value,key=value';
  const check = (value: unknown): Readonly<Record<string, ParameterValue>> => {
    const plain = toPlain(value, allowed);
    if (!isRecord(plain)) throw new ValueError('it is not a dictionary', allowed);
    return plain;
  };
  const parse = (text: string): Readonly<Record<string, ParameterValue>> => {
    const trimmed = text.trim();
    if (trimmed === '') return {};
    if (trimmed.startsWith('{')) return check(parseJson(trimmed, allowed));
    const entries = trimmed.split(',').map((pair): [string, string] => {
      const equals = pair.indexOf('=');
      if (equals < 1) throw new ValueError(`"${pair}" has no key and value`, allowed);
      return [pair.slice(0, equals).trim(), pair.slice(equals + 1).trim()];
    });
    const twice = entries.find(([key], index) => entries.findIndex(([k]) => k === key) < index);
    if (twice !== undefined) throw new ValueError(`"${twice[0]}" is given twice`, allowed);
    return Object.fromEntries(entries);
  };
  const type: ParameterType<Readonly<Record<string, ParameterValue>>> = {
    kind: 'dictionary',
    allowed,
    parse,
    check,
    format: canonicalJson,
  };
  return parameter(type, options);
}

/** A half-open range of whole numbers, `start:stop` as in Python; either end may be missing. */
export function range(options: ParameterOptions<string>): Parameter<string> {
  const allowed = 'a range of whole numbers, start:stop (stop not included)';
  const check = (value: unknown): string => {
    const match = typeof value === 'string' ? /^(-?\d*):(-?\d*)$/.exec(value.trim()) : null;
    if (match === null || match[1] === '-' || match[2] === '-') {
      throw new ValueError(`"${String(value)}" is not a range`, allowed);
    }
    const [start = '', stop = ''] = match.slice(1);
    if (start !== '' && stop !== '' && BigInt(start) > BigInt(stop) && BigInt(stop) >= 0n) {
      throw new ValueError(`"${start}:${stop}" ends before it starts`, allowed);
    }
    return `${normalInteger(start)}:${normalInteger(stop)}`;
  };
  return parameter({ kind: 'range', allowed, parse: check, check, format: (v) => v }, options);
}

function normalInteger(text: string): string {
  return text === '' ? '' : BigInt(text).toString();
}

/** JSON with sorted keys; big integers as digits. Equal values have equal texts. */
export function canonicalJson(value: ParameterValue): string {
  return stringify(sortKeys(value)) ?? 'null';
}

function sortKeys(value: ParameterValue): unknown {
  if (Array.isArray(value)) return value.map((item: ParameterValue) => sortKeys(item));
  // A float beyond 2^53 is written with an exponent: digits alone would read back as an integer.
  if (typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)) {
    return new LosslessNumber(value.toExponential());
  }
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sortKeys(value[key] ?? null)]),
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, ParameterValue>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parseJson(text: string, allowed: string): unknown {
  try {
    return toPlain(parseLosslessJson(text), allowed);
  } catch (error) {
    if (error instanceof ValueError) throw error;
    throw new ValueError(`"${text}" is not JSON`, allowed);
  }
}

/** Lossless numbers become numbers where that is exact, bigints where they are large integers. */
function toPlain(value: unknown, allowed: string): ParameterValue {
  if (isLosslessNumber(value)) {
    const text = value.value;
    const number = Number(text);
    return /^-?\d+$/.test(text) && !Number.isSafeInteger(number) ? BigInt(text) : number + 0;
  }
  if (Array.isArray(value)) return value.map((item) => toPlain(item, allowed));
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new ValueError(`${value} is not a finite number`, allowed);
  }
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return value + 0; // −0 and 0 are one number
    case 'bigint':
      return Number.isSafeInteger(Number(value)) ? Number(value) : value;
    case 'object':
      if (value === null) return null;
      return Object.fromEntries(
        Object.entries(value).map(([key, item]) => [key, toPlain(item, allowed)]),
      );
    default:
      throw new ValueError(`a ${typeof value} is not plain data`, allowed);
  }
}
