import { Problem } from '../problem/problem.ts';
import { annotations, columnName } from './column.ts';
import type { Header } from './header.ts';
import type { LinearScaling } from './linearScaling.ts';
import type { NumericType } from './numericArray.ts';

/** A column of an ASCII table (standard 4.0, §7.2). */
export interface AsciiColumn {
  readonly name: string;
  readonly index: number;
  /** Where its characters begin in a row (TBCOLn − 1), and how many they are. */
  readonly offset: number;
  readonly bytes: number;
  /** TFORMn as written. */
  readonly form: string;
  /** `string`, or the type of numbers wide enough for every value of that width. */
  readonly type: NumericType | 'string';
  /** Digits after an implied decimal point, for fields without one (deprecated). */
  readonly decimals: number;
  readonly scaling: LinearScaling;
  /** TNULLn: the text that stands for "no value". */
  readonly nullText?: string;
  readonly unit?: string;
  readonly display?: string;
}

const MOST_FIELDS = 999;
const FORM = /^([AIFED])(\d+)(?:\.(\d+))?(?:E\d+)?$/;

/** The columns that a TABLE header describes, in order. Throws `fits-column`. */
export function asciiColumns(header: Header, rowBytes: number): AsciiColumn[] {
  const count = header.requireInteger('TFIELDS', 0, MOST_FIELDS);
  return Array.from({ length: count }, (_, index) => asciiColumn(header, index, rowBytes));
}

function asciiColumn(header: Header, index: number, rowBytes: number): AsciiColumn {
  const n = index + 1;
  const name = columnName(header, index);
  const form = header.string(`TFORM${n}`) ?? '';
  const [, letter, digits, decimals] = FORM.exec(form.trim().toUpperCase()) ?? [];
  const bytes = Number(digits);
  if (letter === undefined || !(bytes > 0)) {
    throw faulty(header, name, `the card TFORM${n} is "${form}", which is no ASCII-table format`);
  }
  const offset = header.requireInteger(`TBCOL${n}`, 1) - 1;
  if (offset + bytes > rowBytes) {
    throw faulty(
      header,
      name,
      `the column ends at character ${offset + bytes}, but a row has only ${rowBytes} (NAXIS1)`,
    );
  }
  const { nullValue, ...notes } = annotations(header, n);
  const nullText = header.string(`TNULL${n}`) ?? nullValue?.toString();
  return {
    name,
    index,
    offset,
    bytes,
    form,
    type: typeOf(letter, bytes),
    decimals: Number(decimals ?? 0),
    scaling: { scale: header.number(`TSCAL${n}`) ?? 1, zero: header.number(`TZERO${n}`) ?? 0 },
    ...(nullText === undefined ? {} : { nullText: nullText.trim() }),
    ...notes,
  };
}

/** The widths at which cfitsio and astropy go from 16 to 32 to 64 bits. */
function typeOf(letter: string, width: number): NumericType | 'string' {
  if (letter === 'A') return 'string';
  if (letter !== 'I') return 'f8';
  if (width <= 4) return 'i2';
  return width <= 9 ? 'i4' : 'i8';
}

function faulty(header: Header, column: string, sentence: string): Problem {
  return new Problem('fits-column', sentence, {
    where: { ...header.where, column },
    advice: 'The file is damaged or was written by a faulty program',
  });
}
