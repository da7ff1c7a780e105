import type { NumericArray } from '../../core/fits/numericArray.ts';
import { typeOfArray } from '../../core/fits/numericArray.ts';
import type { WritableColumn } from '../../core/fits/write/writableHdu.ts';

/** A column of numbers; `perRow` numbers in each cell. */
export function numbers(
  name: string,
  data: NumericArray,
  unit?: string,
  perRow = 1,
): WritableColumn {
  const shape = perRow === 1 ? [data.length] : [data.length / perRow, perRow];
  const values = { kind: 'number' as const, type: typeOfArray(data), shape, data };
  return { name, values, ...(unit === undefined ? {} : { unit }) };
}

/** A column of strings. */
export function strings(name: string, ...data: string[]): WritableColumn {
  return { name, values: { kind: 'string', shape: [data.length], data } };
}
