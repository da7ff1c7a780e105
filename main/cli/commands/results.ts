import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { TaskRecord } from '../../../core/store/record.ts';
import { exitCode } from '../exitCode.ts';
import { openReader, type WorkspaceOptions } from '../session.ts';
import { alignColumns, printJson, type Terminal } from '../terminal.ts';

export interface ResultsOptions extends WorkspaceOptions {
  readonly json?: boolean;
  /** A file to write, or true for the standard output. */
  readonly csv?: string | true;
}

/** Records read at a time. */
const page = 2000;

/** `astra results FAMILY`: one row a complete task, with its parameters and result fields. */
export async function resultsCommand(
  terminal: Terminal,
  family: string,
  options: ResultsOptions,
): Promise<void> {
  const engine = await openReader(terminal, options);
  try {
    engine.registry.get(family);
    const rows: Row[] = [];
    for (let offset = 0; ; offset += page) {
      const records = (await engine.store?.recordsOfFamily(family, offset, page)) ?? [];
      rows.push(...records.map(rowOf));
      if (records.length < page) break;
    }
    const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
    if (options.json === true) printJson(terminal, { family, columns, rows });
    else if (options.csv === undefined) terminal.out(alignColumns(textRows(columns, rows)));
    else {
      const text = csvText(columns, rows);
      if (options.csv === true) terminal.out(text);
      else writeFileSync(resolve(terminal.workingDirectory, options.csv), text);
    }
    if (rows.length === 0) {
      terminal.err(`astra: no ${family} is complete yet\n`);
      terminal.exit(exitCode.nothing);
    }
  } finally {
    await engine.close();
  }
}

type Row = Readonly<Record<string, string | number | boolean | null>>;

function rowOf({ id, subject, params, result }: TaskRecord): Row {
  return { id, subject, ...params, ...plainFields(result) };
}

/** Result fields that fit a table cell; a result that is one value becomes the column `result`. */
function plainFields(result: unknown): Row {
  if (typeof result !== 'object' || result === null || Array.isArray(result)) {
    return isCell(result) && result !== null ? { result } : {};
  }
  return Object.fromEntries(
    Object.entries(result).filter((entry): entry is [string, Row[string]] => isCell(entry[1])),
  );
}

function isCell(value: unknown): value is Row[string] {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

function textRows(columns: readonly string[], rows: readonly Row[]): string[][] {
  return [
    [...columns],
    ...rows.map((row) =>
      columns.map((name) => (name === 'id' ? String(row[name]).slice(0, 8) : cell(row[name], '—'))),
    ),
  ];
}

function csvText(columns: readonly string[], rows: readonly Row[]): string {
  const lines = [columns.map(quoted).join(',')];
  for (const row of rows) lines.push(columns.map((name) => quoted(cell(row[name], ''))).join(','));
  return `${lines.join('\n')}\n`;
}

function cell(value: Row[string] | undefined, missing: string): string {
  return value === null || value === undefined ? missing : String(value);
}

/** RFC 4180 §2. */
function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
