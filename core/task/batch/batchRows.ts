import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
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
} from './rowForm.ts';

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
  // Without a telling name the first characters decide.
  const form = formOfName(name) ?? formOfContent(await firstChunk(input));
  if (form.kind === 'json') yield* jsonLines(name, input);
  else yield* table(name, input, form.delimiter);
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
      if (row.length === columns.length && !isEmptyLine(row)) given.push(row);
      else if (isEmptyLine(row)) {
        // An empty line: what follows is handed on by itself, so that its lines count right.
        if (given.length > 0) yield { columns, rows: given, firstLine };
        given = [];
        firstLine = line + 1;
      } else throw unequalRow(path, line, columns.length, row.length);
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
