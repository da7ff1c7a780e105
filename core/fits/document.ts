import { Problem } from '../problem/problem.ts';
import type { CardValue } from './cardValue.ts';
import { verifyChecksums, type ChecksumState } from './checksum.ts';
import { numberType, scaledColumnType } from './decodeCells.ts';
import { columnDocument, imageDocument, jsonNumber } from './dataDocument.ts';
import type { DataDocument, JsonValue } from './dataDocument.ts';
import type { FitsFile } from './fitsFile.ts';
import { requireTable, type Hdu, type TableHdu } from './hdu.ts';
import { imageType, readImage } from './image.ts';
import { readColumn } from './table.ts';

/** `astra fits FILE --json`: what the file holds. Only headers are read. */
export interface FitsDocument {
  readonly schema: 1;
  readonly hdus: readonly HduDocument[];
  /** What is odd about the file, a sentence each. */
  readonly warnings: readonly string[];
}

export interface HduDocument {
  readonly index: number;
  readonly name: string;
  readonly kind: Hdu['kind'];
  /** Images: type of the pixels once scaled, as numpy writes it. */
  readonly type?: string;
  /** Images: slowest axis first. Tables: the number of rows. */
  readonly shape?: readonly number[];
  /** Of tile-compressed images. */
  readonly compression?: string;
  /** Of ASCII tables. */
  readonly form?: 'ascii';
  readonly columns?: readonly ColumnSummary[];
}

export interface ColumnSummary {
  readonly name: string;
  /** numpy letter and size, `str`, `bool`, `c8`, `c16` or `vla`. */
  readonly type: string;
  /** TFORM as written. */
  readonly format: string;
  readonly unit?: string;
}

export function describeFits(file: FitsFile): FitsDocument {
  return { schema: 1, hdus: file.hdus().map(describeHdu), warnings: file.warnings };
}

function describeHdu(hdu: Hdu): HduDocument {
  const { index, name, kind } = hdu;
  switch (hdu.kind) {
    case 'image':
      return {
        index,
        name,
        kind,
        ...(hdu.shape.length === 0 ? {} : { type: imageType(hdu), shape: hdu.shape }),
        ...(hdu.tiles === undefined ? {} : { compression: hdu.tiles.algorithm }),
      };
    case 'table':
      return {
        index,
        name,
        kind,
        ...(hdu.form === 'ascii' ? { form: hdu.form } : {}),
        shape: [hdu.rows],
        columns: describeColumns(hdu),
      };
    case 'other':
      return { index, name, kind, type: hdu.type };
  }
}

function describeColumns(hdu: TableHdu): ColumnSummary[] {
  const summary = (
    column: { readonly name: string; readonly form: string; readonly unit?: string },
    type: string,
  ): ColumnSummary => ({
    name: column.name,
    type,
    format: column.form,
    ...(column.unit === undefined ? {} : { unit: column.unit }),
  });
  if (hdu.form === 'ascii') {
    return hdu.columns.map((column) =>
      summary(
        column,
        column.type === 'string' ? 'str' : scaledColumnType(column.type, column.scaling),
      ),
    );
  }
  return hdu.columns.map((column) => {
    const { code, descriptor } = column.format;
    if (descriptor !== undefined) return summary(column, 'vla');
    switch (code) {
      case 'A':
        return summary(column, 'str');
      case 'L':
      case 'X':
        return summary(column, 'bool');
      case 'C':
        return summary(column, 'c8');
      case 'M':
        return summary(column, 'c16');
      default:
        return summary(column, scaledColumnType(numberType(code), column.scaling));
    }
  });
}

/** `astra fits FILE --header N --json`: the cards of one HDU, in order. */
export interface HeaderDocument {
  readonly schema: 1;
  readonly index: number;
  readonly name: string;
  readonly cards: readonly {
    readonly keyword: string;
    /** Logicals as true and false; complex numbers as pairs; null without a value. */
    readonly value: JsonValue | boolean;
    readonly comment: string;
  }[];
  readonly warnings: readonly string[];
}

export function describeHeader(file: FitsFile, index: number): HeaderDocument {
  const { header, name } = file.hdu(index);
  const cards = header.cards.map(({ keyword, value, comment }) => ({
    keyword,
    value: jsonCardValue(value),
    comment,
  }));
  return { schema: 1, index, name, cards, warnings: header.warnings };
}

/** `astra fits FILE --header N` for people: the cards as they are, one per line. */
export function headerText(file: FitsFile, index: number): string {
  const { text } = file.hdu(index).header;
  const lines: string[] = [];
  for (let at = 0; at < text.length; at += 80) lines.push(text.slice(at, at + 80).trimEnd());
  return lines.join('\n');
}

function jsonCardValue(value: CardValue | undefined): JsonValue | boolean {
  switch (typeof value) {
    case 'undefined':
      return null;
    case 'number':
    case 'bigint':
      return jsonNumber(value);
    case 'object':
      return [jsonNumber(value.re), jsonNumber(value.im)];
    default:
      return value;
  }
}

/** `astra fits FILE --hdu N [--column NAME] --json`: the data of an image or a column. */
export function dataDocument(file: FitsFile, index: number, column?: string): DataDocument {
  const hdu = file.hdu(index);
  if (column !== undefined) return columnDocument(readColumn(requireTable(hdu), column));
  if (hdu.kind === 'image') return imageDocument(readImage(hdu));
  throw new Problem('fits-wrong-kind', 'this HDU is not an image', {
    where: hdu.header.where,
    advice: hdu.kind === 'table' ? 'Name one of its columns' : 'Choose another HDU',
  });
}

/** `astra fits FILE --verify`: the sums of every HDU. */
export interface VerifyDocument {
  readonly schema: 1;
  /** False if any sum is wrong; absent sums do not count. */
  readonly ok: boolean;
  readonly hdus: readonly {
    readonly index: number;
    readonly name: string;
    readonly checksum: ChecksumState;
    readonly datasum: ChecksumState;
  }[];
  readonly warnings: readonly string[];
}

export function verifyFits(file: FitsFile): VerifyDocument {
  const hdus = file
    .hdus()
    .map((hdu) => ({ index: hdu.index, name: hdu.name, ...verifyChecksums(hdu) }));
  const ok = hdus.every(({ checksum, datasum }) => ![checksum, datasum].includes('mismatch'));
  return { schema: 1, ok, hdus, warnings: file.warnings };
}
