import { Problem } from '../../problem/problem.ts';
import { toBigEndian } from '../bigEndian.ts';
import type { FixedColumnData } from '../columnData.ts';
import { typeOfArray } from '../numericArray.ts';
import { STORED_AS, storedBytes, type EncodedData } from './encodeImage.ts';
import type { CardInput } from './formatCard.ts';
import type { WritableColumn, WritableTable } from './writableHdu.ts';

/** The most columns that TFIELDS may announce (standard 4.0, §7.3.1). */
const MOST_FIELDS = 999;

/** A binary table as cards (from BITPIX on) and bytes, row by row. */
export function encodeTable({ columns }: WritableTable): EncodedData {
  if (columns.length > MOST_FIELDS) {
    throw new Problem('fits-write', `a FITS table has at most ${MOST_FIELDS} columns`);
  }
  const rows = columns[0]?.values.shape[0] ?? 0;
  const encoded = columns.map((column) => encodeColumn(column, rows));
  const rowBytes = encoded.reduce((total, { cellBytes }) => total + cellBytes, 0);
  const cards: CardInput[] = [
    { keyword: 'BITPIX', value: 8, comment: 'array data type' },
    { keyword: 'NAXIS', value: 2, comment: 'number of array dimensions' },
    { keyword: 'NAXIS1', value: rowBytes, comment: 'length of a row in bytes' },
    { keyword: 'NAXIS2', value: rows, comment: 'number of rows' },
    { keyword: 'PCOUNT', value: 0, comment: 'number of group parameters' },
    { keyword: 'GCOUNT', value: 1, comment: 'number of groups' },
    { keyword: 'TFIELDS', value: columns.length, comment: 'number of table fields' },
    ...columns.flatMap((column, i) => columnCards(column, encoded[i]?.form ?? '', i + 1)),
  ];
  const length = rows * rowBytes;
  return { cards, length, writeTo: (target) => interleaveRows(encoded, rows, rowBytes, target) };
}

interface EncodedColumn {
  readonly form: string;
  readonly cellBytes: number;
  /** All cells one after the other. */
  readonly bytes: Uint8Array;
}

function encodeColumn(column: WritableColumn, rows: number): EncodedColumn {
  const { values, name } = column;
  const [height = 0, ...cellShape] = values.shape;
  const each = cellShape.reduce((product, length) => product * length, 1);
  const expected = rows * each * (values.kind === 'complex' ? 2 : 1);
  if (height !== rows || values.data.length !== expected) {
    throw new Problem(
      'fits-write',
      `the column has ${values.data.length} values for ${rows} rows of ${each}`,
      { where: { column: name } },
    );
  }
  const bytes = cellsOf(column, rows, each);
  const cellBytes = rows === 0 ? emptyCellBytes(column, each) : bytes.length / rows;
  return { form: formOf(values, each, cellBytes), cellBytes, bytes };
}

function cellsOf({ values, name, width }: WritableColumn, rows: number, each: number): Uint8Array {
  switch (values.kind) {
    case 'number':
      return storedBytes(values.data);
    case 'complex':
      return toBigEndian(values.data);
    case 'logical':
      return values.data.map((flag) => (flag === 0 ? 0x46 : 0x54));
    case 'bits':
      return packBits(values.data, rows, each);
    case 'string':
      return packStrings(values.data, name, width ?? 1);
  }
}

/** What a cell would take if there were a row. */
function emptyCellBytes({ values, width = 1 }: WritableColumn, each: number): number {
  switch (values.kind) {
    case 'number':
    case 'complex':
      return each * values.data.BYTES_PER_ELEMENT * (values.kind === 'complex' ? 2 : 1);
    case 'bits':
      return Math.ceil(each / 8);
    case 'logical':
      return each;
    case 'string':
      return each * width;
  }
}

function formOf(values: FixedColumnData, each: number, cellBytes: number): string {
  const repeat = (count: number): string => (count === 1 ? '' : count.toString());
  switch (values.kind) {
    case 'number':
      return repeat(each) + STORED_AS[typeOfArray(values.data)].form;
    case 'complex':
      return repeat(each) + (values.data instanceof Float32Array ? 'C' : 'M');
    case 'logical':
      return `${repeat(each)}L`;
    case 'bits':
      return `${repeat(each)}X`;
    case 'string':
      return `${repeat(cellBytes)}A`;
  }
}

function columnCards(column: WritableColumn, form: string, n: number): CardInput[] {
  const { name, values, unit, nullValue, display, description } = column;
  const zero = values.kind === 'number' ? STORED_AS[typeOfArray(values.data)].zero : undefined;
  const dims = dimsOf(values, form);
  return [
    {
      keyword: `TTYPE${n}`,
      value: name,
      ...(description === undefined ? {} : { comment: description }),
    },
    { keyword: `TFORM${n}`, value: form },
    ...(unit === undefined ? [] : [{ keyword: `TUNIT${n}`, value: unit }]),
    ...(dims === undefined ? [] : [{ keyword: `TDIM${n}`, value: dims }]),
    ...(zero === undefined ? [] : [{ keyword: `TSCAL${n}`, value: 1 }]),
    ...(zero === undefined ? [] : [{ keyword: `TZERO${n}`, value: zero }]),
    ...(nullValue === undefined ? [] : [{ keyword: `TNULL${n}`, value: nullValue }]),
    ...(display === undefined ? [] : [{ keyword: `TDISP${n}`, value: display }]),
  ];
}

/** TDIM where a plain repeat count would not tell the shape: fastest axis first. */
function dimsOf(values: FixedColumnData, form: string): string | undefined {
  const [, ...cellShape] = values.shape;
  // Readers ignore it (ours) or take bits for bytes (astropy 5).
  if (values.kind === 'bits') return undefined;
  if (values.kind === 'string') {
    const strings = cellShape.reduce((product, length) => product * length, 1);
    if (cellShape.length === 0 || strings === 0) return undefined;
    const length = Number(form.slice(0, -1) || '1') / strings;
    return `(${[...cellShape, length].reverse().join(',')})`;
  }
  const needed = cellShape.length > 1 || (cellShape.length === 1 && cellShape[0] === 1);
  return needed ? `(${[...cellShape].reverse().join(',')})` : undefined;
}

function packBits(bits: Uint8Array, rows: number, each: number): Uint8Array {
  const cellBytes = Math.ceil(each / 8);
  const bytes = new Uint8Array(rows * cellBytes);
  for (let row = 0, at = 0; row < rows; row++) {
    for (let bit = 0; bit < each; bit++, at++) {
      const byte = row * cellBytes + (bit >> 3);
      if (bits[at] !== 0) bytes[byte] = (bytes[byte] ?? 0) | (0x80 >> (bit & 7));
    }
  }
  return bytes;
}

/** Padded with NUL to the longest of them. */
function packStrings(strings: readonly string[], name: string, least: number): Uint8Array {
  const width = strings.reduce((longest, text) => Math.max(longest, text.length), least);
  const bytes = new Uint8Array(strings.length * width);
  for (const [i, text] of strings.entries()) {
    if (!/^[ -~]*$/.test(text)) {
      throw new Problem('fits-write', `"${text}" has characters other than printable ASCII`, {
        where: { column: name, row: i },
      });
    }
    for (let j = 0; j < text.length; j++) bytes[i * width + j] = text.charCodeAt(j);
  }
  return bytes;
}

function interleaveRows(
  columns: readonly EncodedColumn[],
  rows: number,
  rowBytes: number,
  target: Uint8Array,
): void {
  let offset = 0;
  for (const { bytes, cellBytes } of columns) {
    for (let row = 0; row < rows && cellBytes > 0; row++) {
      const cell = bytes.subarray(row * cellBytes, (row + 1) * cellBytes);
      target.set(cell, row * rowBytes + offset);
    }
    offset += cellBytes;
  }
}
