import { resolve } from 'node:path';
import type { Engine } from '../../../core/engine/engine.ts';
import { Problem } from '../../../core/problem/problem.ts';
import type { TaskRecord } from '../../../core/store/record.ts';
import {
  openTableFile,
  pieceRows,
  type TableFormat,
} from '../../../core/tasks/collect/tableFile.ts';
import { ShapeFinder, type TableShape } from '../../../core/tasks/collect/tableShape.ts';
import { csvHead, ecsvHead, textRows } from '../../../core/tasks/collect/textTable.ts';
import { exitCode } from '../exitCode.ts';
import { openReader, type WorkspaceOptions } from '../session.ts';
import type { Terminal } from '../terminal.ts';
import { printResultsJson } from './resultsJson.ts';
import { resultsText } from './resultsText.ts';

export interface ResultsOptions extends WorkspaceOptions {
  readonly json?: boolean;
  /** A file to write, or true for the standard output. */
  readonly csv?: string | true;
  readonly ecsv?: string | true;
  readonly fits?: string;
}

/** Pages of records, in order of subject. */
export type RecordPages = () => AsyncGenerator<readonly TaskRecord[]>;

/**
 * `astra results FAMILY`: one row a complete task, with its parameters and result fields. Reads the
 * store twice, a page at a time: once to learn the columns, once to write the rows.
 */
export async function resultsCommand(
  terminal: Terminal,
  family: string,
  options: ResultsOptions,
): Promise<void> {
  const target = targetOf(options);
  const engine = await openReader(terminal, options);
  try {
    const finder = new ShapeFinder(engine.registry.get(family));
    const pages: RecordPages = () => recordPages(engine, family);
    let count = 0;
    for await (const page of pages()) {
      for (const record of page) finder.add(record);
      count += page.length;
    }
    const shape = finder.shape();
    if (options.json === true) await printResultsJson(terminal, family, shape, pages);
    else if (target === undefined) await resultsText(terminal, shape, pages);
    else if (target.file === true) await printTable(terminal, target.format, family, shape, pages);
    else {
      const path = resolve(terminal.workingDirectory, target.file);
      await writeTable(path, target.format, family, shape, pages);
    }
    if (count === 0) {
      terminal.err(`astra: no ${family} is complete yet\n`);
      terminal.exit(exitCode.nothing);
    }
  } finally {
    await engine.close();
  }
}

interface Target {
  readonly format: TableFormat;
  readonly file: string | true;
}

function targetOf({ csv, ecsv, fits, json }: ResultsOptions): Target | undefined {
  const targets = Object.entries({ csv, ecsv, fits } satisfies Record<TableFormat, unknown>)
    .filter((entry): entry is [TableFormat, string | true] => entry[1] !== undefined)
    .map(([format, file]) => ({ format, file }));
  const [only] = targets;
  if (targets.length + (json === true ? 1 : 0) <= 1) return only;
  throw new Problem('bad-parameter', 'several forms of the table are asked for at once', {
    advice: 'Give one of --csv, --ecsv, --fits and --json',
  });
}

async function* recordPages(engine: Engine, family: string): AsyncGenerator<readonly TaskRecord[]> {
  for (let last: TaskRecord | undefined; ;) {
    const page = (await engine.store?.recordsBySubject(family, last, pieceRows)) ?? [];
    last = page.at(-1);
    if (last === undefined) return;
    yield page;
  }
}

async function printTable(
  terminal: Terminal,
  format: TableFormat,
  family: string,
  { columns, cells }: TableShape,
  pages: RecordPages,
): Promise<void> {
  terminal.out(format === 'ecsv' ? ecsvHead(columns, { family }) : csvHead(columns));
  for await (const page of pages()) terminal.out(textRows(page.map((record) => cells(record))));
}

async function writeTable(
  path: string,
  format: TableFormat,
  family: string,
  { columns, cells }: TableShape,
  pages: RecordPages,
): Promise<void> {
  const file = openTableFile(path, format, family, columns);
  try {
    for await (const page of pages()) file.append(page.map((record) => cells(record)));
    file.close();
  } catch (error) {
    file.abort();
    throw error;
  }
}
