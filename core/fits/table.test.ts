import { describe, expect, it } from 'vitest';
import { bufferSource, type ByteSource } from './byteSource.ts';
import { readCell, readRow } from './cell.ts';
import type { FixedColumnData } from './columnData.ts';
import { readColumnFloat64 } from './columnFloat64.ts';
import { openFits } from './fitsFile.ts';
import { requireTable } from './hdu.ts';
import type { NumericArray, NumericType } from './numericArray.ts';
import { findColumn, readColumn } from './table.ts';
import { encodeFits } from './write/encodeFits.ts';
import type { WritableColumn } from './write/writableHdu.ts';

const numbers = (type: NumericType, shape: number[], data: NumericArray): FixedColumnData => ({
  kind: 'number',
  type,
  shape,
  data,
});

/** A source that counts the bytes it hands out. */
function counting(bytes: Uint8Array): ByteSource & { taken: number } {
  const inner = bufferSource('counted', bytes);
  return {
    ...inner,
    taken: 0,
    read(offset, length) {
      this.taken += length;
      return inner.read(offset, length);
    },
    readInto(target, offset) {
      this.taken += target.length;
      inner.readInto(target, offset);
    },
  };
}

const ROWS = 1000;

const columns: WritableColumn[] = [
  {
    name: 'FLUX',
    values: numbers(
      'f4',
      [ROWS, 50],
      Float32Array.from({ length: 50 * ROWS }, (_, i) => i / 8),
    ),
    unit: '1e-17 erg/s/cm2/Angstrom',
  },
  {
    name: 'id',
    values: numbers(
      'i8',
      [ROWS],
      BigInt64Array.from({ length: ROWS }, (_, i) => 27021598150202075n + BigInt(i)),
    ),
  },
  {
    name: 'Z',
    values: numbers(
      'f8',
      [ROWS],
      Float64Array.from({ length: ROWS }, (_, i) => i * 0.1),
    ),
  },
  {
    name: 'z',
    values: numbers(
      'i2',
      [ROWS],
      Int16Array.from({ length: ROWS }, (_, i) => i),
    ),
    nullValue: -9999,
  },
  {
    name: 'class',
    values: {
      kind: 'string',
      shape: [ROWS],
      data: Array.from({ length: ROWS }, (_, i) => (i % 2 === 0 ? 'STAR' : 'GALAXY')),
    },
  },
  {
    name: 'good',
    values: {
      kind: 'logical',
      shape: [ROWS],
      data: Uint8Array.from({ length: ROWS }, (_, i) => (i % 3) & 1),
    },
  },
  {
    name: 'amp',
    values: {
      kind: 'complex',
      type: 'f8',
      shape: [ROWS],
      data: Float64Array.from({ length: 2 * ROWS }, (_, i) => i),
    },
  },
];

const bytes = encodeFits([{ kind: 'table', name: 'CATALOGUE', columns }]);
const table = requireTable(openFits(bufferSource('table', bytes)).hdu(1));

describe('a binary table', () => {
  it('finds columns in either case, an exact match first', () => {
    expect(findColumn(table, 'flux')?.name).toBe('FLUX');
    expect(findColumn(table, 'Z')?.name).toBe('Z');
    expect(findColumn(table, 'z')?.name).toBe('z');
    expect(findColumn(table, 'nothing')).toBeUndefined();
    expect(findColumn(table, 'FLUX')).toMatchObject({ unit: '1e-17 erg/s/cm2/Angstrom' });
    expect(findColumn(table, 'z')).toMatchObject({ nullValue: -9999 });
  });

  it('gives any range of rows of any column', () => {
    for (const { name, values } of columns) {
      const each = values.data.length / ROWS;
      for (const [from, to] of [
        [0, 1],
        [17, 39],
        [ROWS - 1, ROWS],
        [5, 5],
      ] as const) {
        const part = readColumn(table, name, { rows: [from, to] });
        expect(part.shape).toEqual([to - from, ...values.shape.slice(1)]);
        expect(Array.from<unknown>(part.data)).toEqual(
          Array.from<unknown>(values.data).slice(from * each, to * each),
        );
      }
    }
  });

  it('gives one cell and one row, of every kind', () => {
    expect(readCell(table, 'id', 3)).toBe(27021598150202078n);
    expect(readCell(table, 'FLUX', 999)).toEqual(
      Float32Array.from({ length: 50 }, (_, i) => (999 * 50 + i) / 8),
    );
    const row = readRow(table, 4);
    expect([...row.keys()]).toEqual(columns.map(({ name }) => name));
    expect(row.get('Z')).toBe(0.4);
    expect(row.get('class')).toBe('STAR');
    expect(row.get('good')).toBe(true);
    expect(row.get('amp')).toEqual({ re: 8, im: 9 });
  });

  it('reads a cell without the rest of the table', () => {
    const source = counting(bytes);
    const hdu = requireTable(openFits(source).hdu(1));
    const before = source.taken;
    readCell(hdu, 'Z', 500);
    expect(source.taken - before).toBeLessThanOrEqual(hdu.rowBytes);
  });

  it('reads a narrow column of long rows cell by cell', () => {
    const wide = encodeFits([
      {
        kind: 'table',
        columns: [
          {
            name: 'spectrum',
            values: numbers('f4', [20, 5000], new Float32Array(100_000)),
          },
          {
            name: 'snr',
            values: numbers(
              'f4',
              [20],
              Float32Array.from({ length: 20 }, (_, i) => i / 2),
            ),
          },
        ],
      },
    ]);
    const source = counting(wide);
    const hdu = requireTable(openFits(source).hdu(1));
    const before = source.taken;
    expect(Array.from(readColumnFloat64(hdu, 'snr'))).toEqual(
      Array.from({ length: 20 }, (_, i) => i / 2),
    );
    expect(source.taken - before).toBe(80);
  });

  it('gives numbers as float64, and says so when they are none', () => {
    expect(readColumnFloat64(table, 'z', { rows: [2, 4] })).toEqual(Float64Array.of(2, 3));
    expect(() => readColumnFloat64(table, 'class')).toThrow(
      expect.objectContaining({ code: 'fits-wrong-kind' }),
    );
  });

  it('names its columns when a name is wrong, and its rows when a range is', () => {
    expect(() => readColumn(table, 'flx')).toThrow(
      expect.objectContaining({
        code: 'fits-no-column',
        advice: 'It has FLUX, id, Z, z, class, good, amp',
      }),
    );
    expect(() => readColumn(table, 'Z', { rows: [0, ROWS + 1] })).toThrow(
      expect.objectContaining({ code: 'fits-range' }),
    );
  });
});

/** A table of one PE column with these descriptors over a heap of 8 floats, 0 … 7. */
function variableTable(descriptors: readonly (readonly [number, number])[], form = 'PE(9)') {
  const card = (keyword: string, value: string) => `${keyword.padEnd(8)}= ${value}`.padEnd(80);
  const header = [
    `XTENSION= 'BINTABLE'`.padEnd(80),
    card('BITPIX', '8'),
    card('NAXIS', '2'),
    card('NAXIS1', '8'),
    card('NAXIS2', `${descriptors.length}`),
    card('PCOUNT', '32'),
    card('GCOUNT', '1'),
    card('TFIELDS', '1'),
    card('TTYPE1', "'v'"),
    card('TFORM1', `'${form}'`),
    'END'.padEnd(80),
  ];
  const data = Buffer.alloc(2880);
  for (const [row, [count, offset]] of descriptors.entries()) {
    data.writeInt32BE(count, row * 8);
    data.writeInt32BE(offset, row * 8 + 4);
  }
  for (let i = 0; i < 8; i++) data.writeFloatBE(i, descriptors.length * 8 + i * 4);
  const primary = encodeFits([{ kind: 'image' }]);
  const all = Buffer.concat([primary, Buffer.from(header.join('').padEnd(2880)), data]);
  return requireTable(openFits(bufferSource('variable', all)).hdu(1));
}

describe('variable-length arrays', () => {
  it('come in any order, and may share elements', () => {
    const column = readColumn(
      variableTable([
        [2, 24],
        [0, 0],
        [3, 0],
        [3, 4],
      ]),
      'v',
    );
    expect(
      column.kind === 'variable' && column.data.map(({ data }) => Array.from<unknown>(data)),
    ).toEqual([[6, 7], [], [0, 1, 2], [1, 2, 3]]);
  });

  it.each([
    ['behind the heap', [9, 0]],
    ['before the heap', [1, -4]],
    ['of negative length', [-1, 0]],
    ['of two billion elements', [2 ** 31 - 1, 0]],
  ] as const)('%s are refused with row and column', (_, descriptor) => {
    expect(() => readColumn(variableTable([[1, 0], descriptor]), 'v')).toThrow(
      expect.objectContaining({
        code: 'fits-heap',
        where: { file: 'variable', hdu: 1, column: 'v', row: 1 },
      }),
    );
  });

  it('of single cells are read from any row', () => {
    expect(
      readCell(
        variableTable([
          [1, 0],
          [2, 8],
        ]),
        'v',
        1,
      ),
    ).toEqual(Float32Array.of(2, 3));
  });
});
