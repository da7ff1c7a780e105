import { describeProblem, Problem, toProblemData } from '../../core/problem/problem.ts';
import type { Registry } from '../../core/task/registry.ts';
import { buildIdentity } from './buildIdentity.ts';
import { exitCode, exitCodeOf, type ExitCode } from './exitCode.ts';

/** Where a command writes to, and what it may know of the machine; injected, so tests see it all. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** A person is looking at the error stream: progress may move. */
  readonly isTerminal: boolean;
  readonly columns: number;
  readonly stdin: NodeJS.ReadableStream;
  readonly workingDirectory: string;
  readonly home: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly now: () => Date;
  readonly exit: (code: ExitCode) => void;
  /** The task families that can be named, and the worker that knows them too. */
  readonly families: () => Registry;
  readonly workerEntry: URL;
  /** Tells this build of the app from others; undefined: it cannot be told. */
  readonly program: () => string | undefined;
}

export function systemTerminal(program: Pick<Terminal, 'families' | 'workerEntry'>): Terminal {
  const workingDirectory = currentFolder();
  return {
    ...program,
    program: () => buildIdentity(program.workerEntry),
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    isTerminal: process.stderr.isTTY,
    columns: process.stderr.columns,
    stdin: process.stdin,
    workingDirectory,
    home: process.env.HOME ?? process.env.USERPROFILE ?? workingDirectory,
    environment: process.env,
    now: () => new Date(),
    exit: (code) => {
      process.exitCode = code;
    },
  };
}

/** Ends the program with a sentence where the folder was deleted under the user's feet. */
function currentFolder(): string {
  try {
    return process.cwd();
  } catch {
    process.stderr.write('astra: the folder you are in is not there any more; change to another\n');
    process.exit(exitCode.wrongUse);
  }
}

/** One JSON document, as every `--json` prints. */
export function printJson(terminal: Terminal, document: object): void {
  terminal.out(`${JSON.stringify({ schema: 1, ...document })}\n`);
}

/** One sentence on the error stream; with `--json` a document on the output as well. */
export function reportFailure(terminal: Terminal, error: unknown, json: boolean): void {
  const data = toProblemData(error);
  if (json) {
    const { code, message, where, advice } = data;
    printJson(terminal, {
      error: { code, message, where, ...(advice === undefined ? {} : { advice }) },
    });
  }
  const sentence =
    error instanceof Problem
      ? describeProblem(error)
      : `this is a bug in Astra Desktop: ${data.stack ?? data.message}`;
  terminal.err(`astra: ${sentence}\n`);
  terminal.exit(exitCodeOf(data.code));
}

/** Columns of equal width, two spaces apart; the last one is left ragged. */
export function alignColumns(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, index) => {
      widths[index] = Math.max(widths[index] ?? 0, cell.length);
    });
  }
  return rows
    .map((row) =>
      row
        .map((cell, index) => (index === row.length - 1 ? cell : cell.padEnd(widths[index] ?? 0)))
        .join('  '),
    )
    .map((line) => `${line}\n`)
    .join('');
}
