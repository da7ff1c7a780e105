import { resolve } from 'node:path';
import type { Engine } from '../../core/engine/engine.ts';
import { Problem } from '../../core/problem/problem.ts';
import type { RequestReader } from '../../core/task/request.ts';
import type { Task } from '../../core/task/task.ts';
import { readBatch } from './batch.ts';
import { faultsProblem, parseAssignments, requestOne } from './requestArguments.ts';
import type { Terminal } from './terminal.ts';

export interface TaskArguments {
  readonly family: string;
  readonly words: readonly string[];
  readonly batch?: string;
  readonly sweep?: readonly string[];
}

/** Handed on together: planned before the rows after them are read, so that memory stays small. */
const tasksAtOnce = 2000;

/** At most this many notes are shown; a batch repeats itself. */
const mostNotes = 10;

/**
 * The tasks that a command line names, as they are read: one, a row each of a batch file, a sweep.
 * Notes go to the error stream at the end.
 *
 * @throws Problem with every fault of the parameters; in a batch with file and line
 */
export async function* askTasks(
  engine: Engine,
  terminal: Terminal,
  asked: TaskArguments,
): AsyncGenerator<readonly Task[]> {
  const shared = parseAssignments(asked.words);
  const sweeps = parseSweeps(asked.sweep ?? []);
  const notes = new Set<string>();
  engine.registry.get(asked.family); // an unknown family is reported before any file is read
  if (asked.batch === undefined)
    yield askOnes(engine, terminal, asked.family, shared, sweeps, notes);
  else yield* askBatch(engine, terminal, asked.family, asked.batch, shared, sweeps, notes);
  const list = [...notes];
  for (const note of list.slice(0, mostNotes)) terminal.err(`astra: ${note}\n`);
  if (list.length > mostNotes) {
    terminal.err(`astra: and ${list.length - mostNotes} more such notes\n`);
  }
}

function askOnes(
  engine: Engine,
  terminal: Terminal,
  family: string,
  shared: Readonly<Record<string, string>>,
  sweeps: readonly Sweep[],
  notes: Set<string>,
): Task[] {
  return [...combinations(sweeps)].map((swept) => {
    const texts = { ...shared, ...swept };
    const options = { mustExist: true };
    const one = requestOne(engine, family, texts, terminal.workingDirectory, options);
    for (const note of one.notes) notes.add(note);
    return one.task;
  });
}

async function* askBatch(
  engine: Engine,
  terminal: Terminal,
  family: string,
  batch: string,
  shared: Readonly<Record<string, string>>,
  sweeps: readonly Sweep[],
  notes: Set<string>,
): AsyncGenerator<readonly Task[]> {
  const grid = [...combinations(sweeps)];
  let reader: { columns: readonly string[]; request: RequestReader; layout: RowLayout } | undefined;
  for await (const { columns, rows, firstLine } of readBatch(
    batchPath(batch, terminal),
    terminal.stdin,
  )) {
    if (reader?.columns !== columns) {
      const layout = layoutRows(columns, shared, grid);
      const request = engine.requestReader(family, layout.names, terminal.workingDirectory);
      reader = { columns, request, layout };
    }
    const { request, layout } = reader;
    let tasks: Task[] = [];
    for (const [index, row] of rows.entries()) {
      for (const cells of layout.cells(row)) {
        tasks.push(readRow(request, cells, family, batch, firstLine + index, notes));
      }
      if (tasks.length < tasksAtOnce) continue;
      yield tasks;
      tasks = [];
    }
    if (tasks.length > 0) yield tasks;
  }
}

function batchPath(batch: string, { workingDirectory }: Terminal): string {
  return batch === '-' ? batch : resolve(workingDirectory, batch);
}

/** How the cells of a row and the values of the command line become the texts of tasks. */
interface RowLayout {
  readonly names: readonly string[];
  readonly cells: (row: readonly string[]) => readonly (readonly string[])[];
}

/**
 * A row's own cell wins over what the command line gives to all rows; a sweep wins over both, since
 * it was asked for on purpose.
 */
function layoutRows(
  columns: readonly string[],
  shared: Readonly<Record<string, string>>,
  grid: readonly Readonly<Record<string, string>>[],
): RowLayout {
  const given = [...Object.keys(shared), ...Object.keys(grid[0] ?? {})];
  const names = [...new Set([...columns, ...given])];
  if (given.length === 0) return { names, cells: (row) => [row] };
  const textOf = (swept: Readonly<Record<string, string>>, row: readonly string[]) =>
    names.map((name, index) => {
      const cell = row[index] ?? '';
      return swept[name] ?? (cell === '' ? (shared[name] ?? '') : cell);
    });
  return { names, cells: (row) => grid.map((swept) => textOf(swept, row)) };
}

function readRow(
  reader: RequestReader,
  cells: readonly string[],
  family: string,
  batch: string,
  line: number,
  notes: Set<string>,
): Task {
  try {
    const request = reader.read(cells);
    if (!request.ok) throw faultsProblem(family, request.faults);
    for (const note of request.notes) notes.add(note);
    return request.task;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { code, message, where, advice } = error;
    throw new Problem(code, message, {
      where: { file: batch, line, ...where },
      ...(advice === undefined ? {} : { advice }),
    });
  }
}

type Sweep = readonly [name: string, values: readonly string[]];

/** `--sweep continuum_order=2,3,4`: each value once, in the order given. */
function parseSweeps(words: readonly string[]): Sweep[] {
  return Object.entries(parseAssignments(words)).map(([name, text]) => {
    const values = text.split(',').map((value) => value.trim());
    if (values.includes('')) {
      throw new Problem('bad-parameter', 'a sweep has an empty value', {
        where: { parameter: name },
        advice: 'Write it as --sweep name=value,value',
      });
    }
    return [name, values];
  });
}

/** Every combination of the sweeps; one empty one without any. */
function* combinations(sweeps: readonly Sweep[]): Generator<Readonly<Record<string, string>>> {
  const [first, ...others] = sweeps;
  if (first === undefined) {
    yield {};
    return;
  }
  const [name, values] = first;
  for (const value of values) {
    for (const rest of combinations(others)) yield { [name]: value, ...rest };
  }
}
