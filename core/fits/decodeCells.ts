import { fromBigEndian } from './bigEndian.ts';
import type { FixedColumnData } from './columnData.ts';
import type { ElementCode } from './columnFormat.ts';
import { applyScaling, conventionalType, flipSignBit, isIdentity } from './linearScaling.ts';
import type { LinearScaling } from './linearScaling.ts';
import type { NumericArray, NumericType } from './numericArray.ts';
import { latin1 } from './readHeader.ts';

/** How the bytes of some cells are to be understood. */
export interface CellMeaning {
  readonly code: ElementCode;
  /** Number of cells, and elements in each. */
  readonly cells: number;
  readonly repeat: number;
  /** Shape of a cell, slowest axis first; [] is a single value. For strings without their length. */
  readonly cellShape: readonly number[];
  /** Characters of each string. */
  readonly stringLength?: number;
  readonly scaling: LinearScaling;
}

/**
 * Decodes the bytes of cells, one cell after the other; `bytes` is a buffer of its own and is used
 * up. Types are astropy's: unsigned where TZERO says so, other scaled numbers float64.
 */
export function decodeCells(bytes: Uint8Array<ArrayBuffer>, meaning: CellMeaning): FixedColumnData {
  const { code, cells, cellShape, scaling } = meaning;
  const shape = [cells, ...cellShape];
  switch (code) {
    case 'L':
      return { kind: 'logical', shape, data: decodeLogicals(bytes) };
    case 'X':
      return { kind: 'bits', shape, data: unpackBits(bytes, cells, meaning.repeat) };
    case 'A':
      return { kind: 'string', shape, data: splitStrings(bytes, meaning) };
    case 'C':
      return { kind: 'complex', shape, ...complexNumbers(bytes, 'f4', scaling) };
    case 'M':
      return { kind: 'complex', shape, ...complexNumbers(bytes, 'f8', scaling) };
    case 'B':
    case 'I':
    case 'J':
    case 'K':
    case 'E':
    case 'D':
      return { kind: 'number', shape, ...numbers(bytes, numberType(code), scaling) };
  }
}

export function numberType(code: 'B' | 'I' | 'J' | 'K' | 'E' | 'D'): NumericType {
  return ({ B: 'u1', I: 'i2', J: 'i4', K: 'i8', E: 'f4', D: 'f8' } as const)[code];
}

/** The type of numbers once scaled; astropy makes bytes with TZERO −128 float64, unlike images. */
export function scaledColumnType(stored: NumericType, scaling: LinearScaling): NumericType {
  if (isIdentity(scaling)) return stored;
  const conventional = conventionalType(stored, scaling);
  return conventional === undefined || conventional === 'i1' ? 'f8' : conventional;
}

function numbers(
  bytes: Uint8Array<ArrayBuffer>,
  stored: NumericType,
  scaling: LinearScaling,
): { type: NumericType; data: NumericArray } {
  const data = fromBigEndian(bytes, stored);
  const type = scaledColumnType(stored, scaling);
  if (isIdentity(scaling)) return { type, data };
  if (type !== 'f8') return { type, data: flipSignBit(data) };
  return { type, data: applyScaling(data, new Float64Array(data.length), scaling) };
}

/** TZERO is real, so it moves the real parts only. */
function complexNumbers(
  bytes: Uint8Array<ArrayBuffer>,
  type: 'f4' | 'f8',
  { scale, zero }: LinearScaling,
): { type: 'f4' | 'f8'; data: Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer> } {
  const stored = fromBigEndian(bytes, type);
  const plain = scale === 1 && zero === 0;
  if (plain && (stored instanceof Float32Array || stored instanceof Float64Array)) {
    return { type, data: stored };
  }
  const data = applyScaling(stored, new Float64Array(stored.length), { scale, zero: 0 });
  if (zero !== 0) for (let i = 0; i < data.length; i += 2) data[i] = (data[i] ?? 0) + zero;
  return { type: 'f8', data };
}

export const LETTER_T = 0x54;

/** Only T is true; F and "no value" (0) are not. */
function decodeLogicals(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  for (let i = 0; i < bytes.length; i++) bytes[i] = bytes[i] === LETTER_T ? 1 : 0;
  return bytes;
}

function unpackBits(bytes: Uint8Array, cells: number, repeat: number): Uint8Array<ArrayBuffer> {
  const bits = new Uint8Array(cells * repeat);
  const cellBytes = Math.ceil(repeat / 8);
  for (let cell = 0, at = 0; cell < cells; cell++) {
    for (let bit = 0; bit < repeat; bit++) {
      const byte = bytes[cell * cellBytes + (bit >> 3)] ?? 0;
      bits[at++] = (byte >> (7 - (bit & 7))) & 1;
    }
  }
  return bits;
}

function splitStrings(bytes: Uint8Array, meaning: CellMeaning): string[] {
  const { cells, repeat, cellShape } = meaning;
  const length = meaning.stringLength ?? repeat;
  const perCell = cellShape.reduce((product, axis) => product * axis, 1);
  const strings: string[] = [];
  const cellsPerChunk = Math.max(1, Math.floor(TEXT_CHUNK / repeat));
  for (let first = 0; first < cells; first += cellsPerChunk) {
    const count = Math.min(cellsPerChunk, cells - first);
    const text = latin1(bytes.subarray(first * repeat, (first + count) * repeat));
    for (let cell = 0; cell < count; cell++) {
      for (let item = 0; item < perCell; item++) {
        const at = cell * repeat + item * length;
        strings.push(endString(text.slice(at, at + length)));
      }
    }
  }
  return strings;
}

/** A JavaScript string has an upper length; a column of them has none. */
const TEXT_CHUNK = 2 ** 22;

/** A NUL ends a string (standard 4.0, §7.3.3.1); trailing blanks mean nothing. */
function endString(text: string): string {
  const nul = text.indexOf('\0');
  return (nul < 0 ? text : text.slice(0, nul)).trimEnd();
}
