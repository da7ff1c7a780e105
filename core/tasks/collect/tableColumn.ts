/** One value of a table; null: there is none. */
export type Cell = string | number | bigint | boolean | null;

/** Types as numpy and ECSV name them. */
export type ColumnType = 'string' | 'int64' | 'uint64' | 'float64' | 'bool';

/** A column whose cells have all been seen once. */
export interface TableColumn {
  readonly name: string;
  /** Whether it tells of the task, of what it was asked for, or of what came out. */
  readonly of: 'task' | 'parameter' | 'result';
  readonly type: ColumnType;
  readonly help: string | undefined;
  readonly unit: string | undefined;
  readonly hasNulls: boolean;
  /** The longest text among its cells, in characters of the file that `plainText` makes. */
  readonly width: number;
  /** Smallest and largest of an integer column; 0 if it has no values. */
  readonly min: bigint;
  readonly max: bigint;
}

/** The same value in the type of its column; texts for whatever fits nowhere else. */
export function inColumn(cell: Cell, type: ColumnType): Cell {
  if (cell === null) return null;
  switch (type) {
    case 'string':
      return String(cell);
    case 'float64':
      return Number(cell);
    case 'int64':
    case 'uint64':
    case 'bool':
      return cell;
  }
}

/**
 * Printable ASCII, which is all that FITS holds: other characters as `\uXXXX`, so that two texts
 * that differ stay different.
 */
export function plainText(text: string): string {
  return text.replace(
    /[^ -~]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
