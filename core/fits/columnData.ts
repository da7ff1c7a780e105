import type { ElementCode } from './columnFormat.ts';
import type { NumericArray, NumericType } from './numericArray.ts';

/** The cells of a column. `shape` begins with the number of rows, then the shape of a cell. */
export type ColumnData =
  | { kind: 'number'; type: NumericType; shape: readonly number[]; data: NumericArray }
  /** Real and imaginary part side by side: `data` has two numbers per element of `shape`. */
  | {
      kind: 'complex';
      type: 'f4' | 'f8';
      shape: readonly number[];
      data: Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;
    }
  /** 1 for T, 0 for anything else. */
  | { kind: 'logical'; shape: readonly number[]; data: Uint8Array<ArrayBuffer> }
  /** One byte, 0 or 1, for each bit. */
  | { kind: 'bits'; shape: readonly number[]; data: Uint8Array<ArrayBuffer> }
  | { kind: 'string'; shape: readonly number[]; data: readonly string[] }
  /** An array of its own for each row. */
  | {
      kind: 'variable';
      code: ElementCode;
      shape: readonly number[];
      data: readonly FixedColumnData[];
    };

export type FixedColumnData = Exclude<ColumnData, { kind: 'variable' }>;
