import {
  parameter,
  ValueError,
  type Parameter,
  type ParameterOptions,
  type ParameterType,
} from '../parameter.ts';

interface TextLimits {
  readonly pattern?: RegExp;
  /** What the pattern allows, in words. */
  readonly allowed?: string;
}

/** Any text, as it is: no trimming, no case folding. Numbers are taken as their decimal text. */
export function string(options: ParameterOptions<string> & TextLimits): Parameter<string> {
  const { pattern, allowed = 'text' } = options;
  const check = (value: unknown): string => {
    const text = typeof value === 'number' || typeof value === 'bigint' ? String(value) : value;
    if (typeof text !== 'string') throw new ValueError('it is not a text', allowed);
    if (text.includes('\0')) throw new ValueError('it contains a NUL character', allowed);
    if (pattern !== undefined && !pattern.test(text)) {
      throw new ValueError(`"${text}" is not possible`, allowed);
    }
    return text;
  };
  return parameter({ kind: 'string', allowed, parse: check, check, format: (v) => v }, options);
}

/** One of a fixed list of words; case must match. */
export function choice<const C extends string>(
  choices: readonly [C, ...C[]],
  options: ParameterOptions<C>,
): Parameter<C> {
  const allowed = `one of ${choices.join(', ')}`;
  const check = (value: unknown): C => {
    const found = choices.find((word) => word === value);
    if (found === undefined)
      throw new ValueError(`${quote(value)} is not among the choices`, allowed);
    return found;
  };
  const type: ParameterType<C> = {
    kind: 'choice',
    allowed,
    choices,
    parse: check,
    check,
    format: (value) => value,
  };
  return parameter(type, options);
}

/** A calendar day, ISO 8601 `YYYY-MM-DD`, proleptic Gregorian. */
export function date(options: ParameterOptions<string>): Parameter<string> {
  const allowed = 'a date, YYYY-MM-DD';
  const check = (value: unknown): string => {
    if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) {
      throw new ValueError(`${quote(value)} is not a date`, allowed);
    }
    const day = new Date(`${value}T00:00:00Z`);
    if (Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== value) {
      throw new ValueError(`there is no ${value} in the calendar`, allowed);
    }
    return value;
  };
  return parameter({ kind: 'date', allowed, parse: check, check, format: (v) => v }, options);
}

/**
 * A file that takes part in the result: it becomes a requirement of the task, named by its path
 * (workspace-relative where it has one) and watched by its content.
 */
export function file(options: ParameterOptions<string>): Parameter<string> {
  const allowed = 'the path of a file';
  const check = (value: unknown): string => {
    if (typeof value !== 'string' || value === '' || value.includes('\0')) {
      throw new ValueError(`${quote(value)} is not a path`, allowed);
    }
    return value;
  };
  return parameter({ kind: 'file', allowed, parse: check, check, format: (v) => v }, options);
}

function quote(value: unknown): string {
  return typeof value === 'string' ? `"${value}"` : String(value);
}
