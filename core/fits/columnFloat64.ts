import { Problem } from '../problem/problem.ts';
import type { TableHdu } from './hdu.ts';
import { toFloat64 } from './numericArray.ts';
import { readColumn, type ReadColumnOptions } from './table.ts';

/**
 * A numeric column, or some rows of it, as float64, cell after cell; 64-bit integers beyond 2^53
 * are rounded. A variable-length column gives the arrays one after the other. Throws
 * `fits-wrong-kind` for strings, logicals and complex numbers.
 */
export function readColumnFloat64(
  hdu: TableHdu,
  name: string,
  options: ReadColumnOptions = {},
): Float64Array<ArrayBuffer> {
  const column = readColumn(hdu, name, options);
  if (column.kind === 'number') return toFloat64(column.data);
  if (column.kind === 'variable') {
    const arrays = column.data.map((array) =>
      array.kind === 'number' ? toFloat64(array.data) : undefined,
    );
    return join(arrays.filter((array) => array !== undefined));
  }
  throw new Problem('fits-wrong-kind', `the column holds ${column.kind} values, not numbers`, {
    where: { ...hdu.header.where, column: name },
    advice: 'Choose another column',
  });
}

function join(arrays: readonly Float64Array[]): Float64Array<ArrayBuffer> {
  const joined = new Float64Array(arrays.reduce((length, array) => length + array.length, 0));
  let at = 0;
  for (const array of arrays) {
    joined.set(array, at);
    at += array.length;
  }
  return joined;
}
