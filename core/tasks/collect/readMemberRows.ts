import { readFileSync, statSync } from 'node:fs';
import { extname, resolve } from 'node:path';
import { isLosslessNumber, parse as parseLossless } from 'lossless-json';
import Papa from 'papaparse';
import { Problem } from '../../problem/problem.ts';
import type { Places } from '../../task/family.ts';
import type { ParameterTexts } from '../../task/request.ts';

/** A set of members becomes part of a task; beyond this it is better split. */
const largestFile = 64 * 2 ** 20;

/**
 * The rows of a batch file as parameter texts: CSV or TSV with a head, or JSON lines. Empty cells
 * are left out. Read whole, since the rows become one parameter.
 *
 * @throws Problem `missing-file` | `bad-batch`, with the line
 */
export function readMemberRows(path: string, places: Places): ParameterTexts[] {
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
  const suffix = extname(path).toLowerCase();
  if (suffix === '.jsonl' || suffix === '.ndjson') return jsonLines(path, text);
  return tableRows(path, text, suffix === '.tsv' ? '\t' : ',');
}

function tableRows(path: string, text: string, delimiter: string): ParameterTexts[] {
  const { data, errors } = Papa.parse<string[]>(text, { delimiter, skipEmptyLines: true });
  const [error] = errors;
  if (error !== undefined) throw bad(path, (error.row ?? 0) + 1, error.message);
  const [head, ...rows] = data;
  const names = (head ?? []).map((name) => name.trim());
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined || names.includes('')) {
    throw bad(path, 1, twice ? `two columns are named ${twice}` : 'a column has no name');
  }
  return rows.map((row, index) => {
    if (row.length !== names.length) {
      throw bad(path, index + 2, `this row has ${row.length} cells, the head ${names.length}`);
    }
    return given(names.map((name, column): [string, string] => [name, row[column] ?? '']));
  });
}

function jsonLines(path: string, text: string): ParameterTexts[] {
  return text.split('\n').flatMap((line, index) => {
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
    return [given(Object.entries(data).map(([name, value]) => [name, cellText(value)]))];
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
