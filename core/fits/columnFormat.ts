/** What one element of a binary-table column is (standard 4.0, table 18). */
export type ElementCode = 'L' | 'X' | 'B' | 'I' | 'J' | 'K' | 'A' | 'E' | 'D' | 'C' | 'M';

/** A parsed TFORMn of a binary table. */
export interface ColumnFormat {
  /** Elements per cell; for variable-length columns the number of descriptors, 0 or 1. */
  readonly repeat: number;
  readonly code: ElementCode;
  /** `P` and `Q` columns: 32- or 64-bit descriptors of arrays in the heap. */
  readonly descriptor?: 'P' | 'Q';
  /** What follows the letter: `w` of `rAw`, the longest array of `rPt(e)`. */
  readonly option: string;
}

const FIXED = /^(\d*)([LXBIJKAEDCM])(.*)$/;
const VARIABLE = /^(\d*)([PQ])([LXBIJKAEDCM])(.*)$/;

/** Parses a TFORMn; undefined if it is none of the standard's. */
export function parseColumnFormat(text: string): ColumnFormat | undefined {
  const form = text.trim().toUpperCase();
  const variable = VARIABLE.exec(form);
  if (variable !== null) {
    const [, repeat = '', letter, code, option = ''] = variable;
    const descriptor = letter === 'P' ? 'P' : 'Q';
    const count = repeatOf(repeat);
    if (!isElementCode(code) || count > 1) return undefined;
    return { repeat: count, code, descriptor, option: option.trim() };
  }
  const [, repeat = '', code, option = ''] = FIXED.exec(form) ?? [];
  if (!isElementCode(code)) return undefined;
  return { repeat: repeatOf(repeat), code, option: option.trim() };
}

/** Bytes that a cell takes in its row. */
export function cellBytes({ repeat, code, descriptor }: ColumnFormat): number {
  if (descriptor !== undefined) return repeat * (descriptor === 'P' ? 8 : 16);
  return elementBytes(code, repeat);
}

/** Bytes that `count` elements take. */
export function elementBytes(code: ElementCode, count: number): number {
  switch (code) {
    case 'X':
      return Math.ceil(count / 8);
    case 'L':
    case 'B':
    case 'A':
      return count;
    case 'I':
      return 2 * count;
    case 'J':
    case 'E':
      return 4 * count;
    case 'K':
    case 'D':
    case 'C':
      return 8 * count;
    case 'M':
      return 16 * count;
  }
}

function repeatOf(digits: string): number {
  return digits === '' ? 1 : Number(digits);
}

function isElementCode(code: string | undefined): code is ElementCode {
  return code !== undefined && code.length === 1 && 'LXBIJKAEDCM'.includes(code);
}
