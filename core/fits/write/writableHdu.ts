import type { FixedColumnData } from '../columnData.ts';
import type { NumericArray } from '../numericArray.ts';
import type { CardInput } from './formatCard.ts';
import type { ImageRows } from './imageRows.ts';

/** An image to be written. Unsigned types get the BZERO that stands for them. */
export interface WritableImage {
  readonly kind: 'image';
  readonly name?: string;
  /** Cards besides the structural ones, in order. */
  readonly cards?: readonly CardInput[];
  readonly data?: NumericArray | ImageRows;
  /** Slowest axis first; its product must be the number of pixels. Default: one axis, or rows × width. */
  readonly shape?: readonly number[];
}

/** A column to be written; `values.shape` begins with the number of rows, equal in all columns. */
export interface WritableColumn {
  readonly name: string;
  readonly values: FixedColumnData;
  readonly unit?: string;
  /** A sentence about the column, kept as the comment of its TTYPE card. */
  readonly description?: string;
  /** TNULL: the integer that stands for "no value". */
  readonly nullValue?: number | bigint;
  readonly display?: string;
  /** Least number of characters that a string column makes room for. */
  readonly width?: number;
}

export interface WritableTable {
  readonly kind: 'table';
  readonly name?: string;
  readonly cards?: readonly CardInput[];
  readonly columns: readonly WritableColumn[];
}

export type WritableHdu = WritableImage | WritableTable;
