import { Problem } from '../problem/problem.ts';
import { cellBytes, parseColumnFormat, type ColumnFormat } from './columnFormat.ts';
import type { Header } from './header.ts';
import type { LinearScaling } from './linearScaling.ts';

/** A column of a binary table. */
export interface BinaryColumn {
  /** TTYPEn; a nameless column is called `col1`, `col2`, …. */
  readonly name: string;
  /** From 0. */
  readonly index: number;
  /** Where its bytes begin in a row, and how many they are. */
  readonly offset: number;
  readonly bytes: number;
  readonly format: ColumnFormat;
  /** TFORMn as written. */
  readonly form: string;
  /** TDIMn, slowest axis first; empty if it is missing or does not fit. */
  readonly dims: readonly number[];
  readonly scaling: LinearScaling;
  /** TNULLn: the stored integer that stands for "no value". */
  readonly nullValue?: number | bigint;
  readonly unit?: string;
  readonly display?: string;
}

/** Characters in one cell. */
export const LONGEST_STRING = 2 ** 28;

/** The most columns that TFIELDS may announce (standard 4.0, §7.3.1). */
const MOST_FIELDS = 999;

/**
 * The columns that a BINTABLE header describes, in order. Throws `fits-column` for an unknown
 * TFORMn or if they do not fit into `rowBytes`.
 */
export function binaryColumns(header: Header, rowBytes: number): BinaryColumn[] {
  const count = header.requireInteger('TFIELDS', 0, MOST_FIELDS);
  const columns: BinaryColumn[] = [];
  let offset = 0;
  for (let index = 0; index < count; index++) {
    const column = binaryColumn(header, index, offset);
    offset += column.bytes;
    columns.push(column);
  }
  if (offset <= rowBytes) return columns;
  throw new Problem(
    'fits-column',
    `the columns take ${offset} bytes, but a row has only ${rowBytes} (NAXIS1)`,
    { where: header.where, advice: 'The file is damaged or was written by a faulty program' },
  );
}

function binaryColumn(header: Header, index: number, offset: number): BinaryColumn {
  const n = index + 1;
  const form = header.string(`TFORM${n}`);
  const name = columnName(header, index);
  const format = form === undefined ? undefined : parseColumnFormat(form);
  if (form === undefined || format === undefined || isMonstrous(format)) {
    const said = form === undefined ? 'is missing' : `is "${form}", which cannot be read`;
    throw new Problem('fits-column', `the card TFORM${n} ${said}`, {
      where: { ...header.where, column: name },
      advice: 'The file is damaged or was written by a faulty program',
    });
  }
  return {
    name,
    index,
    offset,
    bytes: cellBytes(format),
    format,
    form,
    dims: fittingDims(header.string(`TDIM${n}`), format),
    scaling: { scale: header.number(`TSCAL${n}`) ?? 1, zero: header.number(`TZERO${n}`) ?? 0 },
    ...annotations(header, n),
  };
}

/** Longer than any string that JavaScript can hold. */
function isMonstrous({ code, repeat }: ColumnFormat): boolean {
  return code === 'A' && repeat > LONGEST_STRING;
}

/** The optional cards that ASCII and binary columns share. */
export function annotations(header: Header, n: number) {
  const stated = header.get(`TNULL${n}`);
  const nullValue = typeof stated === 'number' || typeof stated === 'bigint' ? stated : undefined;
  const unit = header.string(`TUNIT${n}`);
  const display = header.string(`TDISP${n}`);
  return {
    ...(nullValue === undefined ? {} : { nullValue }),
    ...(unit === undefined ? {} : { unit }),
    ...(display === undefined ? {} : { display }),
  };
}

export function columnName(header: Header, index: number): string {
  const name = header.string(`TTYPE${index + 1}`)?.trim();
  return name === undefined || name === '' ? `col${index + 1}` : name;
}

/** TDIMn slowest first; a TDIM that wants more elements than a cell has is ignored. */
function fittingDims(tdim: string | undefined, format: ColumnFormat): number[] {
  const inner = /^\s*\(\s*(\d+\s*(?:,\s*\d+\s*)*)\)\s*$/.exec(tdim ?? '')?.[1];
  if (inner === undefined) return [];
  const dims = inner.split(',').map(Number).reverse();
  if (format.descriptor !== undefined) return dims;
  const elements = dims.reduce((product, length) => product * length, 1);
  // Strings of no characters: any number of them would fit.
  if (format.code === 'A' && elements === 0) return [];
  return elements <= format.repeat ? dims : [];
}
