import { Problem } from '../problem/problem.ts';
import { allocate } from './allocate.ts';
import type { AsciiColumn } from './asciiColumn.ts';
import type { FixedColumnData } from './columnData.ts';
import { gatherCells } from './gatherCells.ts';
import type { AsciiTableHdu } from './hdu.ts';
import { applyScaling, isIdentity } from './linearScaling.ts';
import { viewAs, bytesPer, type NumericArray } from './numericArray.ts';
import { latin1 } from './readHeader.ts';

/**
 * Some rows of a column of an ASCII table. Integers have the least type that holds their width,
 * other numbers and scaled ones are float64; empty fields and TNULL become 0, as astropy has it.
 */
export function readAsciiColumn(
  hdu: AsciiTableHdu,
  column: AsciiColumn,
  from: number,
  to: number,
): FixedColumnData {
  const rows = to - from;
  const { rowBytes } = hdu;
  const start = hdu.dataOffset + from * rowBytes;
  const { offset, bytes } = column;
  const cells = gatherCells(hdu.source, { start, rows, rowBytes, offset, bytes });
  const shape = [rows];
  const field = (row: number): string => latin1(cells.subarray(row * bytes, (row + 1) * bytes));
  if (column.type === 'string') {
    const data = Array.from({ length: rows }, (_, row) => field(row).replace(/[\s\0]+$/, ''));
    return { kind: 'string', shape, data };
  }
  const data = viewAs(column.type, allocate(rows * bytesPer(column.type), hdu.header.where).buffer);
  for (let row = 0; row < rows; row++) {
    parseInto(data, row, field(row), column, () => faulty(hdu, column, from + row, field(row)));
  }
  if (isIdentity(column.scaling)) return { kind: 'number', type: column.type, shape, data };
  const scaled = applyScaling(data, new Float64Array(rows), column.scaling);
  return { kind: 'number', type: 'f8', shape, data: scaled };
}

function parseInto(
  data: NumericArray,
  row: number,
  field: string,
  column: AsciiColumn,
  problem: () => Problem,
): void {
  const text = field.replace(/[\s\0]+$/, '').trim();
  if (text === '' || text === column.nullText) return;
  if (data instanceof BigInt64Array || data instanceof BigUint64Array) {
    if (!/^[+-]?\d+$/.test(text)) throw problem();
    const value = BigInt(text.replace(/^\+/, ''));
    if (BigInt.asIntN(64, value) !== value) throw problem();
    data[row] = value;
    return;
  }
  const isInteger = column.type !== 'f8';
  if (isInteger && !/^[+-]?\d+$/.test(text)) throw problem();
  const value = isInteger ? Number(text) : fortranNumber(text, column.decimals);
  if (value === undefined) throw problem();
  data[row] = value;
}

/** A Fortran number: D for E, a bare sign as exponent, an implied decimal point. */
function fortranNumber(text: string, decimals: number): number | undefined {
  const parts = /^([+-]?)(\d*)(\.?)(\d*)(?:[EeDd]?([+-]\d+)|[EeDd](\d+))?$/.exec(text);
  if (parts === null) return /^[+-]?(nan|inf(inity)?)$/i.test(text) ? special(text) : undefined;
  const [, sign = '', whole = '', point = '', fraction = '', signed, unsigned] = parts;
  if (whole === '' && fraction === '') return undefined;
  const exponent = Number(signed ?? unsigned ?? 0) - (point === '' ? decimals : 0);
  return Number(`${sign}${whole === '' ? '0' : whole}.${fraction}e${exponent}`);
}

function special(text: string): number {
  if (/nan/i.test(text)) return NaN;
  return text.startsWith('-') ? -Infinity : Infinity;
}

function faulty(hdu: AsciiTableHdu, column: AsciiColumn, row: number, field: string): Problem {
  const wanted = column.type === 'f8' ? 'a number' : 'a whole number of at most 64 bits';
  return new Problem('fits-column', `"${field}" is not ${wanted}`, {
    where: { ...hdu.header.where, column: column.name, row },
    advice: 'The file is damaged or was written by a faulty program',
  });
}
