import { Problem } from '../../problem/problem.ts';
import type { Places } from '../family.ts';
import { faultsProblem, RequestReader } from '../request.ts';
import type { Registry } from '../registry.ts';
import type { Task } from '../task.ts';
import { combinations, type BatchRequest } from './batchRequest.ts';
import { readBatchRows } from './batchRows.ts';

/** Handed on together: planned before the rows after them are read, so that memory stays small. */
const tasksAtOnce = 2000;
/** Notes beyond this are not kept: a batch repeats itself. */
const mostNotes = 1000;

/**
 * The tasks of a batch file, a task for each row and combination of sweeps, as they are read.
 * What was understood differently from how it was written goes to `notes`.
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
  const family = registry.get(request.family);
  const defaults = places.defaults?.[request.family] ?? {};
  const grid = [...combinations(request.sweeps)];
  let reader: { columns: readonly string[]; request: RequestReader; layout: RowLayout } | undefined;
  for await (const { columns, rows, firstLine } of readBatchRows(request.file, bytes)) {
    if (reader?.columns !== columns) {
      const layout = layoutRows(columns, request.shared, grid);
      reader = {
        columns,
        request: new RequestReader(family, layout.names, places, defaults),
        layout,
      };
    }
    let tasks: Task[] = [];
    for (const [index, row] of rows.entries()) {
      for (const cells of reader.layout.cells(row)) {
        tasks.push(readRow(reader.request, cells, request, firstLine + index, notes));
      }
      if (tasks.length < tasksAtOnce) continue;
      yield tasks;
      tasks = [];
    }
    if (tasks.length > 0) yield tasks;
  }
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
  reader: RequestReader,
  cells: readonly string[],
  { family, file }: BatchRequest,
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
