import { formatValue, type Format } from './format.ts';
import { reverseFunctions } from './reverseFunction.ts';
import type { Segment } from './template.ts';

/** A possible reading of a path: the text of each key that the path tells. */
export type Reading = Readonly<Record<string, string>>;

/** Bounds on the work for one path and one template, which no path of SDSS comes near. */
const maximumSteps = 20_000;
const maximumReadings = 32;

/** The text of a key so far, and how it was written there if that may have changed it. */
interface Bound {
  readonly text: string;
  readonly format: Format;
}

/**
 * All ways in which the pieces of a template can give a text, shortest values first. Values of keys
 * are as they stand there, padding kept. Readings are possible ones only: a special function is
 * not checked against its keys.
 */
export function readPath(segments: readonly Segment[], path: string): Reading[] {
  const readings: Reading[] = [];
  let steps = 0;

  function step(index: number, at: number, bound: ReadonlyMap<string, Bound>): void {
    steps += 1;
    if (steps > maximumSteps || readings.length >= maximumReadings) return;
    const segment = segments[index];
    if (segment === undefined) {
      if (at === path.length) readings.push(textsOf(bound));
      return;
    }
    switch (segment.kind) {
      case 'text': {
        const end = textEnd(segment.text, at);
        if (end !== undefined) step(index + 1, end, bound);
        return;
      }
      case 'key':
        readKey(index, at, bound, segment.key, segment.format);
        return;
      case 'call':
        readCall(index, at, bound, segment.name);
        return;
    }
  }

  /** Where the text ends; an empty value before it has left out one of two slashes. */
  function textEnd(text: string, at: number): number | undefined {
    if (path.startsWith(text, at)) return at + text.length;
    if (text.startsWith('/') && path[at - 1] === '/' && path.startsWith(text.slice(1), at)) {
      return at + text.length - 1;
    }
    return undefined;
  }

  function readKey(
    index: number,
    at: number,
    bound: ReadonlyMap<string, Bound>,
    key: string,
    format: Format,
  ): void {
    const known = bound.get(key);
    if (known === undefined) {
      for (const end of ends(index, at)) {
        step(index + 1, end, new Map(bound).set(key, { text: path.slice(at, end), format }));
      }
      return;
    }
    for (const text of new Set([known.text, unpadded(known.text)])) {
      const written = attempt(key, text, format);
      if (written !== undefined && path.startsWith(written, at)) {
        step(index + 1, at + written.length, new Map(bound).set(key, { ...known, text }));
        break;
      }
    }
    if (known.format.kind === 'plain') return;
    // The first place showed it cut or padded: this one may tell more.
    for (const end of ends(index, at)) {
      const text = path.slice(at, end);
      if (text === known.text) continue;
      const agrees = [text, unpadded(text)].some(
        (candidate) => attempt(key, candidate, known.format) === known.text,
      );
      if (agrees) step(index + 1, end, new Map(bound).set(key, { text, format }));
    }
  }

  function readCall(
    index: number,
    at: number,
    bound: ReadonlyMap<string, Bound>,
    name: string,
  ): void {
    const { values, form, tells } = reverseFunctions[name] ?? {};
    for (const end of callEnds(index, at, values, form)) {
      const key = tells?.[0];
      if (tells === undefined || key === undefined || bound.has(key)) {
        step(index + 1, end, bound);
      } else {
        const text = tells[1](path.slice(at, end));
        step(index + 1, end, new Map(bound).set(key, { text, format: { kind: 'pad', width: 0 } }));
      }
    }
  }

  function callEnds(
    index: number,
    at: number,
    values: readonly string[] | undefined,
    form: RegExp | undefined,
  ): number[] {
    if (values !== undefined) {
      return values.filter((value) => path.startsWith(value, at)).map((value) => at + value.length);
    }
    if (form === undefined) return ends(index, at);
    if (!form.sticky) return ends(index, at).filter((end) => form.test(path.slice(at, end)));
    form.lastIndex = at;
    const match = form.exec(path);
    return match ? [at + match[0].length] : [];
  }

  /** Where a value that begins at `at` can end: within its folder, before the next text. */
  function ends(index: number, at: number): number[] {
    const slash = path.indexOf('/', at);
    const folderEnd = slash < 0 ? path.length : slash;
    const next = segments[index + 1];
    const found: number[] = [];
    for (let end = at; end <= folderEnd; end += 1) {
      if (next?.kind === 'text' && textEnd(next.text, end) === undefined) continue;
      if (next === undefined && end < folderEnd) continue;
      found.push(end);
    }
    return found;
  }

  step(0, 0, new Map());
  return readings;
}

function textsOf(bound: ReadonlyMap<string, Bound>): Reading {
  return Object.fromEntries([...bound].map(([key, { text }]) => [key, text]));
}

function unpadded(text: string): string {
  return text.replace(/^0+(?=.)/, '');
}

function attempt(key: string, text: string, format: Format): string | undefined {
  try {
    return formatValue(key, format.kind === 'whole' ? Number(text) : text, format);
  } catch {
    // Not a value that this place could show.
    return undefined;
  }
}
