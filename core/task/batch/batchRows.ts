import { extname } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { isLosslessNumber, parse as parseLossless } from 'lossless-json';
import Papa from 'papaparse';
import { Problem } from '../../problem/problem.ts';

/** Some rows of a batch file that have the same columns. */
export interface BatchRows {
  readonly columns: readonly string[];
  /** A text for each column; empty: not given. */
  readonly rows: readonly (readonly string[])[];
  /** Line of the file on which the first of them stands, from 1. */
  readonly firstLine: number;
}

/** JSON lines gathered before they are handed on. */
const jsonRows = 2000;

/**
 * Rows of a batch file, one task each: CSV or TSV with a head, or JSON lines, by the ending of its
 * name; `-` and other names: TSV by a tab in the head, JSON lines by a leading brace, else CSV.
 * Streams: memory does not grow with the file.
 *
 * @throws Problem `bad-batch`, with the line
 */
export async function* readBatchRows(
  name: string,
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<BatchRows> {
  const input = Readable.from(bytes, { objectMode: false });
  switch (extname(name).toLowerCase()) {
    case '.jsonl':
    case '.ndjson':
      yield* jsonLines(name, input);
      break;
    case '.tsv':
      yield* table(name, input, '\t');
      break;
    case '.csv':
      yield* table(name, input, ',');
      break;
    default: {
      // Without a telling name the first characters decide.
      const first = await firstChunk(input);
      if (/^\s*\{/.test(first)) yield* jsonLines(name, input);
      else yield* table(name, input, /^[^\n]*\t/.test(first) ? '\t' : ',');
    }
  }
}

function firstChunk(input: Readable): Promise<string> {
  return new Promise((resolve, reject) => {
    input.once('error', reject);
    input.once('end', () => resolve(''));
    input.once('readable', () => {
      const chunk: unknown = input.read();
      if (typeof chunk !== 'string' && !Buffer.isBuffer(chunk)) {
        resolve('');
        return;
      }
      const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk);
      input.unshift(bytes);
      resolve(bytes.toString('utf8'));
    });
  });
}

async function* table(path: string, input: Readable, delimiter: string): AsyncGenerator<BatchRows> {
  let columns: readonly string[] | undefined;
  let line = 1;
  for await (const { data, errors } of parsedChunks(input, delimiter)) {
    const [error] = errors;
    if (error !== undefined) {
      throw new Problem('bad-batch', error.message, {
        where: { file: path, line: line + (error.row ?? 0) },
      });
    }
    let rows = data;
    if (columns === undefined) {
      const [head, ...others] = rows;
      if (head === undefined) continue;
      columns = checkedHead(path, head);
      rows = others;
      line += 1;
    }
    let firstLine = line;
    let given: string[][] = [];
    for (const row of rows) {
      trimCells(row);
      if (row.length === columns.length && !(row.length === 1 && row[0] === '')) given.push(row);
      else if (row.length === 1 && row[0] === '') {
        // An empty line: what follows is handed on by itself, so that its lines count right.
        if (given.length > 0) yield { columns, rows: given, firstLine };
        given = [];
        firstLine = line + 1;
      } else throw unequal(path, line, columns.length, row.length);
      line += 1 + lineBreaksWithin(row);
    }
    if (given.length > 0) yield { columns, rows: given, firstLine };
  }
}

/** In place, which is quicker than papaparse's own pass over all cells. */
function trimCells(row: string[]): void {
  for (let index = 0; index < row.length; index += 1) row[index] = row[index]?.trim() ?? '';
}

/** papaparse's chunks as they come, one at a time: it waits while one is being worked on. */
async function* parsedChunks(
  input: Readable,
  delimiter: string,
): AsyncGenerator<Papa.ParseResult<string[]>> {
  const ready: { result: Papa.ParseResult<string[]>; parser: Papa.Parser }[] = [];
  const end: { reached: boolean; failure?: Error } = { reached: false };
  let wake: () => void = () => undefined;
  Papa.parse<string[]>(input, {
    delimiter,
    chunk: (result, parser) => {
      parser.pause();
      ready.push({ result, parser });
      wake();
    },
    complete: () => {
      end.reached = true;
      wake();
    },
    error: (error) => {
      end.failure = error;
      end.reached = true;
      wake();
    },
  });
  for (;;) {
    const next = ready.shift();
    if (next !== undefined) {
      yield next.result;
      next.parser.resume();
    } else if (end.reached) {
      if (end.failure !== undefined) throw end.failure;
      return;
    } else await new Promise<void>((resolve) => (wake = resolve));
  }
}

function checkedHead(path: string, cells: readonly string[]): string[] {
  const head = cells.map((name) => name.replace(/^\ufeff/, '').trim());
  const twice = head.find((name, index) => head.indexOf(name) !== index);
  if (twice === undefined && !head.includes('')) return head;
  const message = twice === undefined ? 'a column has no name' : `two columns are named ${twice}`;
  throw new Problem('bad-batch', message, { where: { file: path, line: 1 } });
}

function lineBreaksWithin(row: readonly string[]): number {
  let count = 0;
  for (const cell of row) {
    if (cell.includes('\n')) count += cell.split('\n').length - 1;
  }
  return count;
}

function unequal(path: string, line: number, wanted: number, found: number): Problem {
  return new Problem('bad-batch', `this row has ${found} cells, the head has ${wanted}`, {
    where: { file: path, line },
    advice: 'Every row needs as many cells as the head',
  });
}

async function* jsonLines(path: string, input: Readable): AsyncGenerator<BatchRows> {
  let line = 0;
  let pending: { columns: string[]; rows: string[][]; firstLine: number } | undefined;
  for await (const text of createInterface({ input, crlfDelay: Infinity })) {
    line += 1;
    if (text.trim() === '') continue;
    const entries = entriesOfJson(path, line, text);
    const columns = entries.map(([name]) => name);
    const row = entries.map(([, cell]) => cell);
    const same = pending !== undefined && sameNames(pending.columns, columns);
    if (pending !== undefined && same && pending.rows.length < jsonRows) pending.rows.push(row);
    else {
      if (pending !== undefined) yield pending;
      pending = { columns, rows: [row], firstLine: line };
    }
  }
  if (pending !== undefined) yield pending;
}

function sameNames(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, index) => name === b[index]);
}

function entriesOfJson(path: string, line: number, text: string): [string, string][] {
  let data: unknown;
  try {
    data = parseLossless(text);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new Problem('bad-batch', `not JSON: ${message}`, { where: { file: path, line } });
  }
  if (typeof data !== 'object' || data === null || Array.isArray(data)) {
    throw new Problem('bad-batch', 'each line must be a JSON object', {
      where: { file: path, line },
    });
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
