import { createReadStream, existsSync } from 'node:fs';
import { extname } from 'node:path';
import { createInterface } from 'node:readline';
import { parse as parseCsv } from 'csv-parse';
import { parse as parseLossless, isLosslessNumber } from 'lossless-json';
import { Problem } from '../../core/problem/problem.ts';
import type { ParameterTexts } from '../../core/task/request.ts';

export interface BatchRow {
  /** Line of the file, from 1, for messages. */
  readonly line: number;
  readonly texts: ParameterTexts;
}

/**
 * Rows of a batch file, one task each: CSV or TSV with a head, or JSON lines; `-` is the standard
 * input (CSV, TSV by a tab in its head, JSON lines by a leading brace). Streams: memory does not
 * grow with the file. Empty cells are values that are not given.
 *
 * @throws Problem `missing-file` | `bad-batch`, with the line
 */
export async function* readBatch(
  path: string,
  stdin: NodeJS.ReadableStream,
): AsyncGenerator<BatchRow> {
  if (path !== '-' && !existsSync(path)) {
    throw new Problem('missing-file', 'there is no such batch file', { where: { file: path } });
  }
  const input = path === '-' ? stdin : createReadStream(path);
  const suffix = extname(path).toLowerCase();
  if (suffix === '.jsonl' || suffix === '.ndjson') yield* jsonLines(path, input);
  else if (suffix === '.tsv') yield* table(path, input, '\t');
  else if (suffix === '.csv') yield* table(path, input, ',');
  else yield* guess(path, input);
}

/** Without a telling name the first character decides. */
async function* guess(path: string, input: NodeJS.ReadableStream): AsyncGenerator<BatchRow> {
  const first = await firstChunk(input);
  if (/^\s*\{/.test(first)) yield* jsonLines(path, input);
  else yield* table(path, input, /^[^\n]*\t/.test(first) ? '\t' : ',');
}

function firstChunk(input: NodeJS.ReadableStream): Promise<string> {
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

async function* table(
  path: string,
  input: NodeJS.ReadableStream,
  delimiter: string,
): AsyncGenerator<BatchRow> {
  const parser = input.pipe(
    parseCsv({ delimiter, bom: true, skip_empty_lines: true, trim: true, info: true }),
  );
  let head: string[] | undefined;
  try {
    for await (const item of parser as AsyncIterable<{
      record: string[];
      info: { lines: number };
    }>) {
      const { record, info } = item;
      if (head === undefined) {
        head = checkedHead(path, record);
        continue;
      }
      const texts: Record<string, string> = {};
      for (const [index, name] of head.entries()) {
        const cell = record[index] ?? '';
        if (cell !== '') texts[name] = cell;
      }
      yield { line: info.lines, texts };
    }
  } catch (error) {
    if (error instanceof Problem) throw error;
    const line = error instanceof Error && 'lines' in error ? Number(error.lines) : undefined;
    const message = error instanceof Error ? error.message : String(error);
    throw new Problem('bad-batch', message, {
      where: { file: path, ...(line === undefined ? {} : { line }) },
      advice: 'Every row needs as many cells as the head',
    });
  }
}

function checkedHead(path: string, head: string[]): string[] {
  const twice = head.find((name, index) => head.indexOf(name) !== index);
  if (twice === undefined && !head.includes('')) return head;
  const message = twice === undefined ? 'a column has no name' : `two columns are named ${twice}`;
  throw new Problem('bad-batch', message, { where: { file: path, line: 1 } });
}

async function* jsonLines(path: string, input: NodeJS.ReadableStream): AsyncGenerator<BatchRow> {
  let line = 0;
  for await (const text of createInterface({ input, crlfDelay: Infinity })) {
    line += 1;
    if (text.trim() === '') continue;
    yield { line, texts: textsOfJson(path, line, text) };
  }
}

function textsOfJson(path: string, line: number, text: string): ParameterTexts {
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
  return Object.fromEntries(
    Object.entries(data).flatMap(([name, value]) => {
      const cell = cellText(value);
      return cell === undefined ? [] : [[name, cell]];
    }),
  );
}

/** JSON values as the texts a cell would hold; integers keep all their digits. */
function cellText(value: unknown): string | undefined {
  if (value === null || value === undefined) return undefined;
  if (isLosslessNumber(value)) return value.value;
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean' || typeof value === 'number') return String(value);
  return JSON.stringify(value, (_key, item: unknown) =>
    isLosslessNumber(item) ? Number(item.value) : item,
  );
}
