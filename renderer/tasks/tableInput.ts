import type { BatchPreview, BatchTable } from '../../core/api/plans.ts';
import type { ProblemText } from '../client/problemText.ts';
import { astra } from '../client/current.ts';

/** A table of parameters that was pasted, dropped or chosen. */
export interface TableInput {
  readonly name: string;
  readonly size: number;
  readonly source: BatchTable;
  /** Of a table that is short enough to be edited in place. */
  readonly text: string | undefined;
  readonly preview: BatchPreview | undefined;
  readonly problem: ProblemText | undefined;
}

/** Longer tables (bytes) are shown by their first rows only. */
const EDITABLE = 20_000;
/** What one message to the host can hold; larger tables are for the command line. */
const LARGEST = 200_000_000;

const tableName = /\.(csv|tsv|jsonl|ndjson)$/i;

export function isTableFile({ name }: Pick<File, 'name'>): boolean {
  return tableName.test(name);
}

/** Text that is too long to stay in a field, which takes seconds to show it. */
export function isLong(text: string): boolean {
  return text.length > EDITABLE;
}

/** As a file would be named: its ending tells the form to the host, and to whoever saves it. */
function pastedName(text: string): string {
  if (/^\s*\{/.test(text)) return 'pasted.jsonl';
  return /^[^\n]*\t/.test(text) ? 'pasted.tsv' : 'pasted.csv';
}

export function pastedTable(text: string): TableInput | null {
  if (text.trim() === '') return null;
  const bytes = new TextEncoder().encode(text);
  const source = { name: pastedName(text), bytes };
  return tableOf(source.name, bytes.length, source, isLong(text) ? undefined : text);
}

/** A file by its path where the host can see the disk, else by its content. */
export async function tableOfFile(file: File): Promise<TableInput> {
  if (file.size <= EDITABLE) {
    const text = await file.text();
    const bytes = new TextEncoder().encode(text);
    return tableOf(file.name, file.size, { name: file.name, bytes }, text);
  }
  const path = astra().pathOfFile?.(file) ?? '';
  if (path !== '') return tableOf(file.name, file.size, { path }, undefined);
  if (file.size > LARGEST) {
    throw new Error(`${file.name} is too large for a browser: run it with astra run --batch`);
  }
  const bytes = new Uint8Array(await file.arrayBuffer());
  return tableOf(file.name, file.size, { name: file.name, bytes }, undefined);
}

function tableOf(
  name: string,
  size: number,
  source: BatchTable,
  text: string | undefined,
): TableInput {
  return { name, size, source, text, preview: undefined, problem: undefined };
}
