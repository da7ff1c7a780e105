import { saysNothing } from '../input/spectrumInput.ts';
import type { TaskFamily } from '../../task/family.ts';
import type { ResultField } from '../../task/output.ts';
import type { ParameterKind } from '../../task/parameter.ts';
import { fieldCell, fieldsOf, parameterCell, resultFields, type ResultRow } from './resultRow.ts';
import {
  inColumn,
  plainText,
  type Cell,
  type ColumnType,
  type TableColumn,
} from './tableColumn.ts';

/** Columns, and how a row fills them. */
export interface TableShape {
  readonly columns: readonly TableColumn[];
  readonly cells: (row: ResultRow) => Cell[];
}

interface Seen {
  readonly name: string;
  readonly of: TableColumn['of'];
  readonly help: string | undefined;
  readonly unit: string | undefined;
  readonly declared: ResultField['type'];
  readonly cell: (row: ResultRow) => Cell;
  readonly kinds: Set<'string' | 'number' | 'bigint' | 'boolean'>;
  hasNulls: boolean;
  width: number;
  min: bigint | undefined;
  max: bigint | undefined;
}

/**
 * Finds the columns of a table by looking at every row once: id, subject, the version of the family
 * where several made the rows, the significant parameters that any row gives, the fields of the
 * results. A second pass then writes the rows, so a table of any length needs the memory of one piece.
 */
export class ShapeFinder {
  readonly #family: TaskFamily;
  readonly #fixed: Seen[];
  readonly #version: Seen;
  readonly #versions = new Set<string | undefined>();
  readonly #params = new Map<string, Seen>();
  readonly #fields = new Map<string, Seen>();
  #rows = 0;

  constructor(family: TaskFamily) {
    this.#family = family;
    this.#fixed = [
      seen('task', 'id', { help: 'Identity of the task' }, ({ id }) => id),
      seen('task', 'subject', { help: 'What the task is about' }, ({ subject }) => subject),
    ];
    const help = 'Version of the family that made it; earlier ones are superseded';
    this.#version = seen('task', 'version', { help }, ({ version }) => version ?? null);
  }

  add(row: ResultRow): void {
    for (const name of Object.keys(row.params)) {
      if (!this.#params.has(name) && !this.#isSilent(name, row)) this.#meetParam(name);
    }
    for (const name of Object.keys(fieldsOf(row.result))) {
      if (!this.#fields.has(name)) this.#meetField(name);
    }
    this.#versions.add(row.version);
    for (const column of this.#all()) look(column, column.cell(row));
    this.#rows += 1;
  }

  shape(): TableShape {
    const found = this.#inOrder();
    const names = uniqueNames(found.map(({ name }) => name));
    const columns = found.map((column, index): TableColumn => ({
      name: names[index] ?? column.name,
      of: column.of,
      type: typeOf(column),
      help: column.help,
      unit: column.unit,
      hasNulls: column.hasNulls,
      width: column.width,
      min: column.min ?? 0n,
      max: column.max ?? 0n,
    }));
    const types = columns.map(({ type }) => type);
    return {
      columns,
      cells: (row) =>
        found.map((column, index) => inColumn(column.cell(row), types[index] ?? 'string')),
    };
  }

  #meetParam(name: string): void {
    const parameter = this.#family.parameters[name];
    if (parameter?.significant === false) return;
    const kind: ParameterKind | undefined = parameter?.type.kind;
    const about = {
      help: parameter?.help ?? '',
      ...(parameter?.unit === undefined ? {} : { unit: parameter.unit }),
      ...(kind === 'float' ? { type: 'float' as const } : {}),
    };
    const column = seen('parameter', name, about, (row) =>
      this.#isSilent(name, row) ? null : parameterCell(row.params[name], kind),
    );
    column.hasNulls = this.#rows > 0;
    this.#params.set(name, column);
  }

  #isSilent(name: string, { params }: ResultRow): boolean {
    return saysNothing(this.#family.parameters, name, params);
  }

  #meetField(name: string): void {
    const field = resultFields(this.#family)[name];
    const column = seen('result', name, field, ({ result }) =>
      fieldCell(fieldsOf(result)[name], field),
    );
    column.hasNulls = this.#rows > 0;
    this.#fields.set(name, column);
  }

  #all(): Seen[] {
    return [...this.#fixed, this.#version, ...this.#params.values(), ...this.#fields.values()];
  }

  /** Parameters and declared fields in the author's order; other fields as they were met. */
  #inOrder(): Seen[] {
    const authors = [
      ...this.#family.parameterList.map(([name]) => this.#params.get(name)),
      ...Object.keys(resultFields(this.#family)).map((name) => this.#fields.get(name)),
    ].filter((column) => column !== undefined);
    const rest = [...this.#params.values(), ...this.#fields.values()];
    const version = this.#versions.size > 1 ? [this.#version] : [];
    return [...new Set([...this.#fixed, ...version, ...authors, ...rest])];
  }
}

function seen(
  of: Seen['of'],
  name: string,
  about: ResultField | undefined,
  cell: (row: ResultRow) => Cell,
): Seen {
  const { help, unit, type } = about ?? {};
  const nothing = { hasNulls: false, width: 0, min: undefined, max: undefined };
  return { name, of, help, unit, declared: type, cell, kinds: new Set(), ...nothing };
}

function look(column: Seen, cell: Cell): void {
  if (cell === null) {
    column.hasNulls = true;
    return;
  }
  const kind = typeof cell;
  if (kind === 'string' || kind === 'number' || kind === 'bigint' || kind === 'boolean') {
    column.kinds.add(kind);
  }
  column.width = Math.max(column.width, plainText(String(cell)).length);
  if (typeof cell !== 'bigint') return;
  if (column.min === undefined || cell < column.min) column.min = cell;
  if (column.max === undefined || cell > column.max) column.max = cell;
}

const int64 = { min: -(2n ** 63n), max: 2n ** 63n - 1n };
const uint64 = { min: 0n, max: 2n ** 64n - 1n };

/** The narrowest type that holds every cell exactly; whole numbers beside fractions are floats. */
function typeOf({ kinds, declared, min = 0n, max = 0n }: Seen): ColumnType {
  const [only] = kinds;
  if (only === undefined) return typeDeclared(declared);
  if (kinds.size === 2 && kinds.has('number') && kinds.has('bigint')) return 'float64';
  if (kinds.size > 1) return 'string';
  switch (only) {
    case 'string':
      return 'string';
    case 'boolean':
      return 'bool';
    case 'number':
      return 'float64';
    case 'bigint':
      if (min >= int64.min && max <= int64.max) return 'int64';
      return min >= uint64.min && max <= uint64.max ? 'uint64' : 'string';
  }
}

function typeDeclared(declared: ResultField['type']): ColumnType {
  switch (declared) {
    case 'integer':
      return 'int64';
    case 'float':
      return 'float64';
    case 'boolean':
      return 'bool';
    case 'string':
    case undefined:
      return 'string';
  }
}

/** A result field named like a parameter becomes `name_2`, and so on. FITS ignores case. */
function uniqueNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let free = name;
    for (let n = 2; taken.has(free.toLowerCase()); n += 1) free = `${name}_${n}`;
    taken.add(free.toLowerCase());
    return free;
  });
}
