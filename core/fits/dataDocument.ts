import { constants } from 'node:buffer';
import { Problem } from '../problem/problem.ts';
import type { ColumnData, FixedColumnData } from './columnData.ts';
import type { ImageData } from './image.ts';
import type { NumericArray, NumericType } from './numericArray.ts';

/** A value in JSON: NaN as null, infinities as words, integers beyond 2^53 as decimal strings. */
export type JsonValue = string | number | null | readonly JsonValue[];

/** The numbers of an image or column, for `--json`: exact, in little-endian bytes. */
export interface BinaryDocument {
  readonly schema: 1;
  /** numpy letter and size; complex values are pairs of these along the last axis. */
  readonly type: NumericType;
  /** Slowest axis first. */
  readonly shape: readonly number[];
  readonly base64: string;
}

/** Strings (nested by shape), logicals and bits (0 or 1, flat), variable-length arrays (nested). */
export interface ValuesDocument {
  readonly schema: 1;
  readonly type: 'str' | 'bool' | 'vla';
  /** Absent for variable-length arrays. */
  readonly shape?: readonly number[];
  readonly values: readonly JsonValue[];
}

export type DataDocument = BinaryDocument | ValuesDocument;

/** Throws `fits-too-large` beyond 400 MB, as `columnDocument` does. */
export function imageDocument({ type, shape, data }: ImageData): BinaryDocument {
  return { schema: 1, type, shape, base64: littleEndianBase64(data) };
}

export function columnDocument(column: ColumnData): DataDocument {
  const { shape } = column;
  switch (column.kind) {
    case 'number':
      return { schema: 1, type: column.type, shape, base64: littleEndianBase64(column.data) };
    case 'complex': {
      const pairs = [...shape.slice(0, -1), 2 * (shape.at(-1) ?? 0)];
      return {
        schema: 1,
        type: column.type,
        shape: pairs,
        base64: littleEndianBase64(column.data),
      };
    }
    case 'logical':
    case 'bits':
      return { schema: 1, type: 'bool', shape, values: Array.from(column.data) };
    case 'string':
      return { schema: 1, type: 'str', shape, values: nest(column.data, shape) };
    case 'variable':
      return { schema: 1, type: 'vla', values: column.data.map(arrayValues) };
  }
}

/** One array of a variable-length column as JSON. */
function arrayValues(array: FixedColumnData): JsonValue {
  switch (array.kind) {
    case 'string':
      return array.data[0] ?? '';
    case 'logical':
    case 'bits':
      return Array.from(array.data);
    case 'complex': {
      const { data } = array;
      return Array.from({ length: data.length / 2 }, (_, i) => [
        jsonNumber(data[2 * i] ?? NaN),
        jsonNumber(data[2 * i + 1] ?? NaN),
      ]);
    }
    case 'number':
      return nest(Array.from(array.data, jsonNumber), array.shape);
  }
}

export function jsonNumber(value: number | bigint): JsonValue {
  if (typeof value === 'bigint') {
    const rounded = Number(value);
    return Number.isSafeInteger(rounded) ? rounded : value.toString();
  }
  if (Number.isNaN(value)) return null;
  return Number.isFinite(value) ? value : value > 0 ? 'Infinity' : '-Infinity';
}

/** Flat values as nested lists of that shape. */
function nest(values: readonly JsonValue[], shape: readonly number[]): readonly JsonValue[] {
  const [, ...inner] = shape;
  if (inner.length === 0) return values;
  const each = inner.reduce((product, length) => product * length, 1);
  return Array.from({ length: shape[0] ?? 0 }, (_, i) =>
    nest(values.slice(i * each, (i + 1) * each), inner),
  );
}

function littleEndianBase64(numbers: NumericArray): string {
  // Four characters for three bytes.
  if (4 * Math.ceil(numbers.byteLength / 3) > constants.MAX_STRING_LENGTH) {
    throw new Problem('fits-too-large', `${numbers.byteLength} bytes do not fit into one text`, {
      advice: 'Read them with a program of your own',
    });
  }
  return Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength).toString('base64');
}
