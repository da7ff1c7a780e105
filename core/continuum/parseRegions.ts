import { Problem } from '../problem/problem.ts';
import type { WavelengthRange } from './range.ts';

export interface ParsedRegions {
  /** Ascending, disjoint: what the fits use. */
  readonly ranges: readonly WavelengthRange[];
  /** Ranges in the text, before merging. */
  readonly count: number;
  /** Whether the text had them in ascending order. */
  readonly ascending: boolean;
  /** What was merged or skipped, in sentences that name the lines. */
  readonly notes: readonly string[];
}

interface NumberedRange extends WavelengthRange {
  readonly line: number;
}

/**
 * Reads continuum regions: two columns, start and end in Å, separated by blanks, tabs, commas or
 * semicolons; `#` starts a comment; blank lines are skipped, and so is a first line of two names.
 * Overlapping and touching ranges are merged, which leaves the set of continuum pixels as it was.
 *
 * Throws a `Problem` that names the line if a line is not two positive numbers with start < end,
 * and one if the text holds no range at all. `file` is only for the message.
 */
export function parseRegions(text: string, file?: string): ParsedRegions {
  const found: NumberedRange[] = [];
  const notes: string[] = [];
  for (const [index, raw] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .entries()) {
    const fields = raw
      .replace(/#.*$/, '')
      .split(/[\s,;]+/)
      .filter((field) => field !== '');
    if (fields.length === 0) continue;
    if (found.length + notes.length === 0 && isHeading(fields)) {
      notes.push(`line ${index + 1} is a heading: skipped`);
    } else {
      found.push(rangeOf(fields, index + 1, file));
    }
  }
  if (found.length === 0) {
    throw new Problem('continuum-regions-empty', 'the text holds no continuum region', {
      where: file === undefined ? {} : { file },
      advice: 'Give one region per line: start and end in Å',
    });
  }
  const sorted = found.toSorted((a, b) => a.start - b.start);
  return {
    ranges: merge(sorted, notes),
    count: found.length,
    ascending: sorted.every((range, i) => range === found[i]),
    notes,
  };
}

/** Two names, such as a spreadsheet writes above its columns: `start,end`. */
function isHeading(fields: readonly string[]): boolean {
  return (
    fields.length === 2 &&
    fields.every((field) => /^"?(?!(?:nan|inf(?:inity)?)"?$)[\p{L}_]/iu.test(field))
  );
}

function rangeOf(fields: readonly string[], line: number, file: string | undefined): NumberedRange {
  const refuse = (what: string) =>
    new Problem('continuum-regions-malformed', what, {
      where: file === undefined ? { line } : { file, line },
      advice: 'Give two columns, start and end in Å, and begin comments with #',
    });
  const [first, second, ...rest] = fields;
  if (first === undefined || second === undefined || rest.length > 0) {
    throw refuse(
      `expected 2 numbers, found ${fields.length} column${fields.length === 1 ? '' : 's'}`,
    );
  }
  const [start, end] = [Number(first), Number(second)];
  for (const [word, value] of [[first, start] as const, [second, end] as const]) {
    if (!Number.isFinite(value) || value <= 0) {
      throw refuse(`"${word.slice(0, 40)}" is not a wavelength`);
    }
  }
  if (start >= end) throw refuse(`the region starts at ${start} Å and ends at ${end} Å`);
  return { start, end, line };
}

function merge(sorted: readonly NumberedRange[], notes: string[]): WavelengthRange[] {
  const merged: NumberedRange[] = [];
  for (const range of sorted) {
    const last = merged.at(-1);
    if (last === undefined || range.start > last.end) {
      merged.push(range);
      continue;
    }
    const how = range.start === last.end ? 'touches' : 'overlaps';
    notes.push(`line ${range.line} ${how} the region of line ${last.line}: merged`);
    merged[merged.length - 1] = { ...last, end: Math.max(last.end, range.end) };
  }
  return merged.map(({ start, end }) => ({ start, end }));
}
