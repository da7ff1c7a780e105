import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import Papa from 'papaparse';
import { Problem } from '../../problem/problem.ts';
import {
  checkedHead,
  entriesOfJson,
  formOfContent,
  formOfName,
  isEmptyLine,
  lineBreaksWithin,
  unequalRow,
} from '../../task/batch/rowForm.ts';
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
  const form = formOfName(path) ?? formOfContent(text);
  return form.kind === 'json' ? jsonLines(path, text) : tableRows(path, text, form.delimiter);
}

function tableRows(path: string, text: string, delimiter: string): MemberRow[] {
  const { data, errors } = Papa.parse<string[]>(text, { delimiter });
  const [error] = errors;
  if (error !== undefined) throw bad(path, (error.row ?? 0) + 1, error.message);
  const [head = [], ...rows] = data;
  const names = checkedHead(path, head);
  let line = 1 + lineBreaksWithin(head);
  return rows.flatMap((row): MemberRow[] => {
    const here = (line += 1);
    line += lineBreaksWithin(row);
    const cells = row.map((cell) => cell.trim());
    if (isEmptyLine(cells)) return [];
    if (cells.length !== names.length) {
      throw unequalRow(path, here, names.length, cells.length);
    }
    const texts = given(names.map((name, column): [string, string] => [name, cells[column] ?? '']));
    return [{ texts, line: here }];
  });
}

function jsonLines(path: string, text: string): MemberRow[] {
  return text
    .split('\n')
    .flatMap((line, index): MemberRow[] =>
      line.trim() === ''
        ? []
        : [{ texts: given(entriesOfJson(path, index + 1, line)), line: index + 1 }],
    );
}

function given(entries: readonly [string, string][]): ParameterTexts {
  return Object.fromEntries(entries.filter(([, text]) => text !== ''));
}

function bad(file: string, line: number | undefined, message: string): Problem {
  return new Problem('bad-batch', message, {
    where: { file, ...(line === undefined ? {} : { line }) },
  });
}
