import { isInteger, parse as parseLossless } from 'lossless-json';
import { Problem } from '../problem/problem.ts';
import { expandPath } from './expandPath.ts';
import type { ParamValue, PathParams } from './paramValue.ts';
import { pathUrl } from './pathUrl.ts';

/** A number of more than 15 digits may not survive as a JavaScript number. */
const longNumber = /\d{16}/;

/**
 * A line of `astra paths --stdin`: `{"release", "species", "params"}` as JSON gives
 * `{"full", "url"}` or `{"error": {"code", "message"}}`, as one line of JSON without its end.
 * Never throws; integers of any size are kept. `now` decides which host serves a release.
 */
export function pathLine(line: string, now: Date): string {
  try {
    const path = expandPath(requestOf(line));
    return JSON.stringify({ full: path.full, url: pathUrl(path, 'https', now) });
  } catch (thrown) {
    if (!(thrown instanceof Problem)) throw thrown;
    const { code, advice } = thrown;
    const message = advice === undefined ? thrown.message : `${thrown.message}. ${advice}`;
    return JSON.stringify({ error: { code, message } });
  }
}

function requestOf(line: string): { release: string; species: string; params: PathParams } {
  const request = parsed(line);
  if (!isRecord(request)) throw badLine('an object with release, species and params is needed');
  const { release, species, params = {} } = request;
  if (typeof release !== 'string') throw badLine('release must be text');
  if (typeof species !== 'string') throw badLine('species must be text');
  if (!isRecord(params)) throw badLine('params must be an object');
  if (!hasParamValues(params)) {
    throw badLine('each of params must be text, a number, true, false or null');
  }
  return { release, species, params };
}

function parsed(line: string): unknown {
  try {
    if (!longNumber.test(line)) return JSON.parse(line);
    return parseLossless(line, undefined, { parseNumber: exactNumber });
  } catch (thrown) {
    throw badLine(thrown instanceof Error ? thrown.message : String(thrown));
  }
}

/** Whole numbers exactly, also those that a table wrote as `27021598054114233.0`. */
function exactNumber(text: string): number | bigint {
  const number = Number(text);
  const whole = text.replace(/\.0+$/, '');
  return Number.isSafeInteger(number) || !isInteger(whole) ? number : BigInt(whole);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function hasParamValues(params: Record<string, unknown>): params is Record<string, ParamValue> {
  for (const key in params) {
    const value = params[key];
    if (typeof value === 'object' && value !== null) return false;
  }
  return true;
}

function badLine(why: string): Problem {
  return new Problem('bad-line', `this is no request for a path: ${why}`);
}
