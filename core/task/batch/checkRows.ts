import { Problem } from '../../problem/problem.ts';
import { defaultsOf } from '../defaults.ts';
import type { Places, TaskFamily } from '../family.ts';
import { parameterNamed, RequestReader, type ParameterFault } from '../request.ts';
import { combinations, type BatchRequest } from './batchRequest.ts';
import { readBatchRows, type BatchRows } from './batchRows.ts';
import { layoutRows, type RowLayout } from './batchTasks.ts';

export interface RowFault extends ParameterFault {
  /** Of the file, from 1. */
  readonly line: number;
}

/** The beginning of a batch, and everything that is wrong with it. */
export interface CheckedRows {
  /** With the parameter that each stands for; null: the family has none of that name. */
  readonly columns: readonly { readonly name: string; readonly parameter: string | null }[];
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[];
  readonly checked: number;
  /** Nothing comes after the rows that were checked. */
  readonly whole: boolean;
  readonly faults: readonly RowFault[];
  readonly faultyRows: number;
  readonly notes: readonly string[];
}

export interface CheckLimits {
  /** Rows that are read. */
  readonly rows: number;
  /** Rows that are handed back. */
  readonly shown: number;
  readonly faults: number;
  /** Combinations of sweeps that are tried, on the first row. */
  readonly combinations: number;
}

/**
 * Looks at the first rows of a batch and reports all of their faults, where planning stops at the
 * first. Makes no ids and looks at no disk; `breathe` is awaited now and then.
 */
export async function checkRows(
  family: TaskFamily,
  request: BatchRequest,
  places: Places,
  bytes: AsyncIterable<Uint8Array>,
  limits: CheckLimits,
  breathe: () => Promise<void>,
): Promise<CheckedRows> {
  const check = new RowCheck(family, request, places, limits);
  try {
    for await (const rows of readBatchRows(request.file, bytes)) {
      for (let index = 0; index < rows.rows.length; index += 1) {
        if (check.checked === limits.rows) return check.result(false);
        check.row(rows, index);
        if (index % 100 === 99) await breathe();
      }
    }
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'bad-batch') throw error;
    check.unreadable(error);
    return check.result(false);
  }
  return check.result(true);
}

class RowCheck {
  readonly #family: TaskFamily;
  readonly #request: BatchRequest;
  readonly #places: Places;
  readonly #limits: CheckLimits;
  readonly #grid: readonly Readonly<Record<string, string>>[];
  readonly #columns = new Map<string, string | null>();
  readonly #rows: { line: number; cells: ReadonlyMap<string, string> }[] = [];
  readonly #faults: RowFault[] = [];
  readonly #notes = new Set<string>();
  readonly #named = new Set<string>();
  #reader:
    | {
        readonly columns: readonly string[];
        readonly request: RequestReader;
        readonly layout: RowLayout;
      }
    | undefined;
  #faultyRows = 0;
  checked = 0;

  constructor(family: TaskFamily, request: BatchRequest, places: Places, limits: CheckLimits) {
    this.#family = family;
    this.#request = request;
    this.#places = places;
    this.#limits = limits;
    this.#grid = firstOf(combinations(request.sweeps), limits.combinations);
  }

  row({ columns, rows, firstLine }: BatchRows, index: number): void {
    const cells = rows[index] ?? [];
    const line = firstLine + index;
    const { request, layout } = this.#readerOf(columns, firstLine);
    if (this.#rows.length < this.#limits.shown) {
      this.#rows.push({ line, cells: new Map(columns.map((name, at) => [name, cells[at] ?? ''])) });
    }
    const faults = new Map<string, ParameterFault>();
    for (const texts of layout.cells(cells)) {
      for (const fault of this.#faultsOf(request, texts)) {
        faults.set(`${fault.parameter}\0${fault.message}`, fault);
      }
    }
    if (this.checked === 0 && this.#grid.length > 1) this.#reader = undefined;
    this.checked += 1;
    if (faults.size > 0) this.#faultyRows += 1;
    for (const fault of faults.values()) this.#note(line, fault);
  }

  unreadable({ message, where, advice }: Problem): void {
    this.#faultyRows += 1;
    const sentence = advice === undefined ? message : `${message}. ${advice}`;
    this.#note(where.line ?? 1, { parameter: '', message: sentence });
  }

  result(whole: boolean): CheckedRows {
    return {
      columns: [...this.#columns].map(([name, parameter]) => ({ name, parameter })),
      rows: this.#rows.map(({ line, cells }) => ({
        line,
        cells: [...this.#columns.keys()].map((name) => cells.get(name) ?? ''),
      })),
      checked: this.checked,
      whole,
      faults: this.#faults,
      faultyRows: this.#faultyRows,
      notes: [...this.#notes],
    };
  }

  #readerOf(columns: readonly string[], line: number) {
    if (this.#reader?.columns === columns) return this.#reader;
    // A sweep means the same for every row: all of its values are tried on the first one only.
    const grid = this.checked === 0 ? this.#grid : this.#grid.slice(0, 1);
    const layout = layoutRows(columns, this.#request.shared, grid);
    const defaults = defaultsOf(this.#places.defaults, this.#family);
    const request = new RequestReader(this.#family, layout.names, this.#places, defaults);
    for (const name of columns) {
      this.#columns.set(name, parameterNamed(this.#family, name) ?? null);
    }
    for (const fault of request.nameFaults) {
      if (this.#named.has(fault.parameter)) continue;
      this.#named.add(fault.parameter);
      this.#note(Math.max(1, line - 1), fault); // the head stands above the first row
    }
    this.#reader = { columns, request, layout };
    return this.#reader;
  }

  #faultsOf(reader: RequestReader, texts: readonly string[]): readonly ParameterFault[] {
    try {
      const request = reader.read(texts);
      if (!request.ok) return request.faults.slice(reader.nameFaults.length);
      for (const note of request.notes) this.#notes.add(note);
      return [];
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const { message, where, advice } = error;
      const sentence = advice === undefined ? message : `${message}. ${advice}`;
      return [{ parameter: where.parameter ?? '', message: sentence }];
    }
  }

  #note(line: number, fault: ParameterFault): void {
    if (this.#faults.length < this.#limits.faults) this.#faults.push({ ...fault, line });
  }
}

function firstOf<T>(items: Iterable<T>, most: number): T[] {
  const found: T[] = [];
  for (const item of items) {
    if (found.length === most) break;
    found.push(item);
  }
  return found;
}
