import { extname } from 'node:path';
import { isLosslessNumber, parse as parseLossless } from 'lossless-json';
import { Problem } from '../../problem/problem.ts';

/** How the rows of a batch file are written. */
export type RowForm =
  { readonly kind: 'json' } | { readonly kind: 'table'; readonly delimiter: string };

/** By the ending of the name; undefined: the content has to tell, see `formOfContent`. */
export function formOfName(name: string): RowForm | undefined {
  switch (extname(name).toLowerCase()) {
    case '.jsonl':
    case '.ndjson':
      return { kind: 'json' };
    case '.tsv':
      return { kind: 'table', delimiter: '\t' };
    case '.csv':
      return { kind: 'table', delimiter: ',' };
    default:
      return undefined;
  }
}

/** By the first characters: JSON lines by a brace, TSV by a tab in the head, else CSV. */
export function formOfContent(first: string): RowForm {
  if (/^\s*\{/.test(first)) return { kind: 'json' };
  return { kind: 'table', delimiter: /^[^\n]*\t/.test(first) ? '\t' : ',' };
}

/** The names of columns. Throws `bad-batch` where one is missing or given twice. */
export function checkedHead(file: string, cells: readonly string[]): string[] {
  const head = cells.map((name) => name.replace(/^\ufeff/, '').trim());
  const twice = head.find((name, index) => head.indexOf(name) !== index);
  if (twice === undefined && !head.includes('')) return head;
  const message = twice === undefined ? 'a column has no name' : `two columns are named ${twice}`;
  throw new Problem('bad-batch', message, { where: { file, line: 1 } });
}

export function isEmptyLine(cells: readonly string[]): boolean {
  return cells.length === 1 && cells[0] === '';
}

/** Line ends inside quoted cells. */
export function lineBreaksWithin(row: readonly string[]): number {
  let count = 0;
  for (const cell of row) {
    if (cell.includes('\n')) count += cell.split('\n').length - 1;
  }
  return count;
}

/** A row that has not as many cells as the head. */
export function unequalRow(file: string, line: number, wanted: number, found: number): Problem {
  return new Problem('bad-batch', `this row has ${found} cells, the head has ${wanted}`, {
    where: { file, line },
    advice: 'Every row needs as many cells as the head',
  });
}

/** Names and texts of a line of JSON. Throws `bad-batch`. */
export function entriesOfJson(file: string, line: number, text: string): [string, string][] {
  let data: unknown;
  try {
    data = parseLossless(text);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new Problem('bad-batch', `not JSON: ${message}`, { where: { file, line } });
  }
  if (typeof data !== 'object' || data === null || Array.isArray(data)) {
    throw new Problem('bad-batch', 'each line must be a JSON object', { where: { file, line } });
  }
  return Object.entries(data).map(([name, value]) => [name, cellText(value)]);
}

/** JSON values as the texts a cell would hold; integers keep all their digits. */
function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (isLosslessNumber(value)) return value.value;
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean' || typeof value === 'number') return String(value);
  return JSON.stringify(value, (_key, item: unknown) =>
    isLosslessNumber(item) ? Number(item.value) : item,
  );
}
