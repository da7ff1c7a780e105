import { readFileSync, statSync } from 'node:fs';
import { extname, resolve } from 'node:path';
import { isLosslessNumber, parse as parseLossless } from 'lossless-json';
import Papa from 'papaparse';
import { Problem } from '../../problem/problem.ts';
import type { Places } from '../../task/family.ts';
import type { ParameterTexts } from '../../task/request.ts';

/** A set of members becomes part of a task; beyond this it is better split. */
const largestFile = 64 * 2 ** 20;

/** A row of a batch file: the cells that are not empty, and where it stands. */
export interface MemberRow {
  readonly texts: ParameterTexts;
  /** From 1. */
  readonly line: number;
}

/**
 * The rows of a batch file, understood as `--batch` does: CSV or TSV with a head, or JSON lines, by
 * the ending of its name, else by its first characters; spaces around cells and empty lines do not
 * count. Read whole, since the rows become one parameter.
 *
 * @throws Problem `missing-file` | `bad-batch`, with the line
 */
export function readMemberRows(path: string, places: Places): MemberRow[] {
  const absolute = resolve(places.workingDirectory, path);
  const stats = statSync(absolute, { throwIfNoEntry: false });
  if (stats?.isFile() !== true) {
    throw new Problem('missing-file', 'there is no such batch file', {
      where: { file: path, parameter: 'from' },
    });
  }
  if (stats.size > largestFile) {
    throw bad(path, undefined, `the file has ${stats.size} bytes, at most ${largestFile} are read`);
  }
  const text = readFileSync(absolute, 'utf8').replace(/^\ufeff/, '');
  switch (formOf(path, text)) {
    case 'json':
      return jsonLines(path, text);
    case 'tabs':
      return tableRows(path, text, '\t');
    case 'commas':
      return tableRows(path, text, ',');
  }
}

function formOf(path: string, text: string): 'json' | 'tabs' | 'commas' {
  switch (extname(path).toLowerCase()) {
    case '.jsonl':
    case '.ndjson':
      return 'json';
    case '.tsv':
      return 'tabs';
    case '.csv':
      return 'commas';
    default:
      if (/^\s*\{/.test(text)) return 'json';
      return /^[^\n]*\t/.test(text) ? 'tabs' : 'commas';
  }
}

function tableRows(path: string, text: string, delimiter: string): MemberRow[] {
  const { data, errors } = Papa.parse<string[]>(text, { delimiter });
  const [error] = errors;
  if (error !== undefined) throw bad(path, (error.row ?? 0) + 1, error.message);
  const [head = [], ...rows] = data;
  const names = head.map((name) => name.trim());
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined || names.includes('')) {
    throw bad(path, 1, twice ? `two columns are named ${twice}` : 'a column has no name');
  }
  let line = 1 + lineBreaks(head);
  return rows.flatMap((row): MemberRow[] => {
    const here = (line += 1);
    line += lineBreaks(row);
    const cells = row.map((cell) => cell.trim());
    if (cells.length === 1 && cells[0] === '') return [];
    if (cells.length !== names.length) {
      throw bad(path, here, `this row has ${cells.length} cells, the head ${names.length}`);
    }
    const texts = given(names.map((name, column): [string, string] => [name, cells[column] ?? '']));
    return [{ texts, line: here }];
  });
}

function lineBreaks(row: readonly string[]): number {
  return row.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0);
}

function jsonLines(path: string, text: string): MemberRow[] {
  return text.split('\n').flatMap((line, index): MemberRow[] => {
    if (line.trim() === '') return [];
    let data: unknown;
    try {
      data = parseLossless(line);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      throw bad(path, index + 1, `not JSON: ${message}`);
    }
    if (typeof data !== 'object' || data === null || Array.isArray(data)) {
      throw bad(path, index + 1, 'each line must be a JSON object');
    }
    const texts = given(Object.entries(data).map(([name, value]) => [name, cellText(value)]));
    return [{ texts, line: index + 1 }];
  });
}

function given(entries: readonly [string, string][]): ParameterTexts {
  return Object.fromEntries(entries.filter(([, text]) => text !== ''));
}

/** JSON values as the texts that a cell would hold; integers keep all their digits. */
function cellText(value: unknown): string {
  if (value === null) return '';
  if (typeof value === 'string') return value;
  if (isLosslessNumber(value)) return value.value;
  return JSON.stringify(value, (_key, item: unknown) =>
    isLosslessNumber(item) ? Number(item.value) : item,
  );
}

function bad(file: string, line: number | undefined, message: string): Problem {
  return new Problem('bad-batch', message, {
    where: { file, ...(line === undefined ? {} : { line }) },
  });
}
