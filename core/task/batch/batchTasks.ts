import { Problem } from '../../problem/problem.ts';
import { defaultsOf } from '../defaults.ts';
import type { Places, TaskFamily } from '../family.ts';
import { faultsProblem, RequestReader } from '../request.ts';
import type { Registry } from '../registry.ts';
import type { Task } from '../task.ts';
import { combinations, sweepsOf, type BatchRequest } from './batchRequest.ts';
import { readBatchRows } from './batchRows.ts';

/** Handed on together: planned before the rows after them are read, so that memory stays small. */
const tasksAtOnce = 2000;
/** Notes beyond this are not kept: a batch repeats itself. */
const mostNotes = 1000;

/**
 * The tasks of a batch file as they are read: for each row one of each family and combination of
 * sweeps. What was understood differently from how it was written goes to `notes`.
 *
 * @throws Problem with every fault of a row's parameters, with file and line
 */
export async function* readBatchTasks(
  registry: Registry,
  request: BatchRequest,
  places: Places,
  bytes: AsyncIterable<Uint8Array>,
  notes: Set<string>,
): AsyncGenerator<readonly Task[]> {
  const families = request.families.map((name) => registry.get(name));
  let readers: readonly RowReader[] = [];
  let known: readonly string[] | undefined;
  for await (const { columns, rows, firstLine } of readBatchRows(request.file, bytes)) {
    if (known !== columns) {
      readers = families.map((family) => rowReader(family, families, columns, request, places));
      known = columns;
    }
    let tasks: Task[] = [];
    for (const [index, row] of rows.entries()) {
      for (const reader of readers) {
        for (const cells of reader.layout.cells(row)) {
          tasks.push(readRow(reader, cells, request.file, firstLine + index, notes));
        }
      }
      if (tasks.length < tasksAtOnce) continue;
      yield tasks;
      tasks = [];
    }
    if (tasks.length > 0) yield tasks;
  }
}

/** How the rows under one head become tasks of a family. */
interface RowReader {
  readonly family: string;
  readonly request: RequestReader;
  readonly layout: RowLayout;
}

function rowReader(
  family: TaskFamily,
  together: readonly TaskFamily[],
  columns: readonly string[],
  { shared, sweeps }: BatchRequest,
  places: Places,
): RowReader {
  const grid = [...combinations(sweepsOf(family, together, sweeps))];
  const layout = layoutRows(columns, shared, grid);
  const defaults = defaultsOf(places.defaults, family);
  const request = new RequestReader(family, layout.names, places, defaults, together);
  return { family: family.family, request, layout };
}

/** How the cells of a row and the values for all rows become the texts of tasks. */
export interface RowLayout {
  readonly names: readonly string[];
  readonly cells: (row: readonly string[]) => readonly (readonly string[])[];
}

export function layoutRows(
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
  { family, request: reader }: RowReader,
  cells: readonly string[],
  file: string,
  line: number,
  notes: Set<string>,
): Task {
  try {
    const request = reader.read(cells);
    if (!request.ok) throw faultsProblem(family, request.faults);
    if (notes.size < mostNotes) for (const note of request.notes) notes.add(note);
    return request.task;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { code, message, where, advice } = error;
    throw new Problem(code, message, {
      where: { file, line, ...where },
      ...(advice === undefined ? {} : { advice }),
    });
  }
}
