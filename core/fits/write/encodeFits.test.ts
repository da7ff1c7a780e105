import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasAstropy, runPython } from '../astropy.testing.ts';
import { bufferSource } from '../byteSource.ts';
import { verifyChecksums } from '../checksum.ts';
import type { FixedColumnData } from '../columnData.ts';
import { columnDocument, imageDocument } from '../dataDocument.ts';
import { openFits } from '../fitsFile.ts';
import { requireImage, requireTable } from '../hdu.ts';
import { readImage } from '../image.ts';
import { typeOfArray, viewAs, type NumericArray } from '../numericArray.ts';
import { readColumn } from '../table.ts';
import { encodeFits } from './encodeFits.ts';
import { writeRows } from './imageRows.ts';
import { Scratch } from '../scratch.ts';
import type { WritableHdu, WritableImage, WritableTable } from './writableHdu.ts';
import { writeFits } from './writeFits.ts';

const numbers = (data: NumericArray, shape: number[]): FixedColumnData => ({
  kind: 'number',
  type: data instanceof Float32Array ? 'f4' : 'f8',
  shape,
  data,
});

const images: NumericArray[] = [
  Uint8Array.from([0, 1, 255, 7, 8, 9]),
  Int8Array.from([-128, -1, 0, 1, 127, 5]),
  Int16Array.from([-32768, -1, 0, 1, 32767, 5]),
  Uint16Array.from([0, 1, 32767, 32768, 65535, 5]),
  Int32Array.from([-2147483648, -1, 0, 1, 2147483647, 5]),
  Uint32Array.from([0, 1, 2147483647, 2147483648, 4294967295, 5]),
  BigInt64Array.from([-9223372036854775808n, -1n, 0n, 1n, 9223372036854775807n, 5n]),
  BigUint64Array.from([
    0n,
    1n,
    9223372036854775807n,
    9223372036854775808n,
    18446744073709551615n,
    5n,
  ]),
  Float32Array.from([NaN, -0, Infinity, 1.1, 1e-40, 5]),
  Float64Array.from([NaN, -0, -Infinity, 0.1, 5e-324, 5]),
];

const columns: Record<string, FixedColumnData> = {
  flux: numbers(Float32Array.from([1.5, NaN, -0]), [3]),
  cube: numbers(
    Float64Array.from({ length: 36 }, (_, i) => i / 7),
    [3, 2, 3, 2],
  ),
  one: numbers(Float64Array.from([1, 2, 3]), [3, 1]),
  none: numbers(new Float32Array(0), [3, 0]),
  id: numbers(BigInt64Array.from([-(2n ** 63n), 27021598150202075n, 2n ** 63n - 1n]), [3]),
  uid: numbers(BigUint64Array.from([0n, 2n ** 63n, 2n ** 64n - 1n]), [3]),
  u16: numbers(Uint16Array.from([0, 40000, 65535]), [3]),
  u32: numbers(Uint32Array.from([0, 4e9, 1]), [3]),
  flag: { kind: 'logical', shape: [3], data: Uint8Array.from([1, 0, 1]) },
  flags: { kind: 'logical', shape: [3, 2], data: Uint8Array.from([1, 0, 1, 1, 0, 0]) },
  mask: {
    kind: 'bits',
    shape: [3, 10],
    data: Uint8Array.from({ length: 30 }, (_, i) => (i % 3) & 1),
  },
  cube_of_bits: {
    kind: 'bits',
    shape: [3, 20],
    data: Uint8Array.from({ length: 60 }, (_, i) => (i % 7) & 1),
  },
  name: { kind: 'string', shape: [3], data: ['M67', '', "it's"] },
  names: { kind: 'string', shape: [3, 2], data: ['a', 'bcd', '', 'e', 'ff', 'g'] },
  z: { kind: 'complex', type: 'f4', shape: [3], data: Float32Array.from([1, 2, 3, 4, 5, 6]) },
};

const longText = "It's a long story, isn't it? ".repeat(9).trimEnd();

const hdus: WritableHdu[] = [
  {
    kind: 'image',
    cards: [
      { keyword: 'OBJECT', value: "Barnard's star", comment: 'what it is' },
      { keyword: 'STORY', value: longText },
      { keyword: 'CATID', value: 9223372036854775807n },
      { keyword: 'SNR', value: 0.1 + 0.2 },
      { keyword: 'TINY', value: -1.2345678901234568e-300 },
      { keyword: 'HUGE', value: 1e22 },
      { keyword: 'GOOD', value: true },
      { keyword: 'EMPTY' },
      { keyword: 'ESO DET ID', value: 'CCD 1' },
      { keyword: 'HISTORY', value: 'word '.repeat(40).trimEnd() },
    ],
  },
  ...images.map((data): WritableHdu => ({ kind: 'image', data, shape: [2, 3] })),
  {
    kind: 'table',
    name: 'RESULTS',
    columns: Object.entries(columns).map(([name, values]) => ({
      name,
      values,
      ...(name === 'flux' ? { unit: '1e-17 erg/s/cm2/Angstrom', description: 'flux' } : {}),
    })),
  },
];

describe('encodeFits', () => {
  const bytes = encodeFits(hdus);
  const file = openFits(bufferSource('written', bytes));

  it('gives back every type of image bit for bit', () => {
    for (const [i, data] of images.entries()) {
      const read = readImage(requireImage(file.hdu(i + 1)));
      expect(read.shape).toEqual([2, 3]);
      expect(read.data).toEqual(data);
      expect(Buffer.from(read.data.buffer).equals(Buffer.from(data.buffer))).toBe(true);
    }
  });

  it('gives back every column', () => {
    const table = requireTable(file.hdu(images.length + 1));
    for (const [name, values] of Object.entries(columns)) {
      const read = readColumn(table, name);
      // Of signed bytes and the like the reader has types of its own; content must be equal.
      expect(read.data, name).toEqual(values.data);
      expect(read.shape, name).toEqual(values.shape);
    }
  });

  it('keeps header values to the last digit', () => {
    const { header } = file.hdu(0);
    expect(header.get('OBJECT')).toBe("Barnard's star");
    expect(header.get('STORY')).toBe(longText);
    expect(header.get('CATID')).toBe(9223372036854775807n);
    expect(header.get('SNR')).toBe(0.1 + 0.2);
    expect(header.get('TINY')).toBe(-1.2345678901234568e-300);
    expect(header.get('HUGE')).toBe(1e22);
    expect(header.get('GOOD')).toBe(true);
    expect(header.has('EMPTY')).toBe(true);
    expect(header.get('EMPTY')).toBeUndefined();
    expect(header.get('ESO DET ID')).toBe('CCD 1');
    expect(file.warnings).toEqual([]);
  });

  it('seals every HDU with sums that verify, and that notice a changed byte', () => {
    for (const hdu of file.hdus()) {
      expect(verifyChecksums(hdu)).toEqual({ checksum: 'verified', datasum: 'verified' });
    }
    const last = file.hdu(file.hduCount - 1);
    const changed = bytes.slice();
    changed[last.dataOffset] = (changed[last.dataOffset] ?? 0) ^ 1;
    const damaged = openFits(bufferSource('changed', changed)).hdu(last.index);
    expect(verifyChecksums(damaged)).toEqual({ checksum: 'mismatch', datasum: 'mismatch' });
  });

  it('writes equal bytes for equal input', () => {
    expect(Buffer.from(encodeFits(hdus)).equals(Buffer.from(bytes))).toBe(true);
  });

  it.each([
    ['a NaN in a card', [{ kind: 'image', cards: [{ keyword: 'A', value: NaN }] }]],
    ['a structural card', [{ kind: 'image', cards: [{ keyword: 'NAXIS', value: 3 }] }]],
    ['letters beyond ASCII', [{ kind: 'image', cards: [{ keyword: 'A', value: 'µm' }] }]],
    ['lengths below 0', [{ kind: 'image', data: new Uint8Array(6), shape: [-2, -3] }]],
    [
      'rows of different length',
      [
        {
          kind: 'image',
          data: { type: 'f8', rows: [new Float64Array(3), new Float64Array(2)], width: 3 },
        },
      ],
    ],
    [
      'rows of another type',
      [{ kind: 'image', data: { type: 'f8', rows: [new Float32Array(3)], width: 3 } }],
    ],
    ['a shape that does not fit', [{ kind: 'image', data: new Uint8Array(5), shape: [2, 3] }]],
    [
      'columns of different length',
      [
        {
          kind: 'table',
          columns: [
            { name: 'a', values: numbers(new Float64Array(3), [3]) },
            { name: 'b', values: numbers(new Float64Array(2), [2]) },
          ],
        },
      ],
    ],
  ] satisfies [string, WritableHdu[]][])('refuses %s', (_, wrong) => {
    expect(() => encodeFits(wrong)).toThrow(expect.objectContaining({ code: 'fits-write' }));
  });
});

describe('writeFits', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'fits-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('leaves nothing behind but the file', () => {
    writeFits(join(folder, 'a.fits'), hdus);
    writeFits(join(folder, 'a.fits'), hdus);
    expect(readdirSync(folder)).toEqual(['a.fits']);
  });

  it('says which file could not be written', () => {
    const path = join(folder, 'missing', 'a.fits');
    expect(() => writeFits(path, hdus)).toThrow(
      expect.objectContaining({ code: 'fits-write-failed', where: { file: path } }),
    );
  });

  it.skipIf(!hasAstropy)('is read by astropy without a warning, bit for bit', () => {
    const path = join(folder, 'astropy.fits');
    writeFits(path, hdus);
    const theirs = JSON.parse(runPython(READ_ALL, path)) as {
      header: Record<string, unknown>;
      images: string[];
      columns: Record<string, string | unknown[]>;
    };
    expect(theirs.header).toEqual({
      OBJECT: "Barnard's star",
      STORY: longText,
      CATID: '9223372036854775807',
      SNR: 0.1 + 0.2,
      TINY: -1.2345678901234568e-300,
      HUGE: 1e22,
    });
    using file = openFits(path);
    const ours = images.map(
      (_, i) => imageDocument(readImage(requireImage(file.hdu(i + 1)))).base64,
    );
    expect(theirs.images).toEqual(ours);
    const table = requireTable(file.hdu(images.length + 1));
    for (const [name, values] of Object.entries(theirs.columns)) {
      // astropy cannot shape columns without elements.
      if (name === 'none') continue;
      const document = columnDocument(readColumn(table, name));
      expect(values, name).toEqual('base64' in document ? document.base64 : document.values);
    }
  });
});

const READ_ALL = `
import sys, json, base64, warnings
import numpy as np
warnings.simplefilter('error')
from astropy.io import fits
def little(a):
    a = np.ascontiguousarray(a)
    return base64.b64encode(a.astype(a.dtype.newbyteorder('<')).tobytes()).decode()
def column(a):
    if a.dtype.kind == 'U': return a.tolist()
    return [int(v) for v in a.ravel()] if a.dtype.kind == 'b' else little(a)
with fits.open(sys.argv[1], checksum=True) as f:
    f.verify('exception')
    h = f[0].header
    header = {k: h[k] for k in ['OBJECT', 'STORY', 'SNR', 'TINY', 'HUGE']}
    header['CATID'] = str(h['CATID'])
    table = f['RESULTS']
    print(json.dumps(dict(
        header=header,
        images=[little(x.data) for x in f[1:-1]],
        columns={c.name: column(table.data[c.name]) for c in table.columns if c.name != 'none'},
    )))
`;

describe('memory that is used again', () => {
  it('gives the bytes of new memory, whatever was in it', () => {
    const scratch = new Scratch();
    const large: WritableHdu = { kind: 'image', data: new Uint8Array(20_000).fill(255) };
    const small: WritableHdu = { kind: 'image', data: Float64Array.of(1, 2, 3) };
    encodeFits([large], scratch);
    const again = Buffer.from(encodeFits([small], scratch));
    expect(again.equals(Buffer.from(encodeFits([small])))).toBe(true);
  });
});

it('a header with a string of several cards says so, as cfitsio wants it', () => {
  const long = { keyword: 'INPUT1', value: 'x'.repeat(100) };
  const text = (cards: WritableHdu['cards']) =>
    Buffer.from(encodeFits([{ kind: 'image', cards: cards ?? [] }])).toString('latin1');
  expect(text([long])).toContain("LONGSTRN= 'OGIP 1.0'");
  expect(text([{ ...long, value: 'short' }])).not.toContain('LONGSTRN');
});

describe('an image given as rows', () => {
  const reversed = (rows: readonly NumericArray[]) => rows.map((row) => row.toReversed());

  it.each(images)('is the same as one array of them (%#)', (data) => {
    const type = typeOfArray(data);
    const rows = [data.slice(0, 3), data.slice(3)];
    const file = (image: WritableImage['data'], shape?: number[]) =>
      Buffer.from(encodeFits([{ kind: 'image', data: image ?? data, ...(shape && { shape }) }]));
    expect(file({ type, rows, width: 3 }).equals(file(data, [2, 3]))).toBe(true);
    const back = Buffer.concat(reversed(rows).map((row) => Buffer.from(row.buffer)));
    const whole = viewAs(type, new Uint8Array(back).buffer);
    expect(file({ type, rows, width: 3, reversed: true }).equals(file(whole, [2, 3]))).toBe(true);
  });

  it('has zeros where a row is left out, and lies where it may in its file', () => {
    const rows = [undefined, Float64Array.of(1, 2)];
    const target = new Uint8Array(33).subarray(1);
    writeRows({ type: 'f8', rows, width: 2, reversed: true }, target);
    const view = new DataView(target.buffer, target.byteOffset);
    expect([0, 8, 16, 24].map((at) => view.getFloat64(at))).toEqual([0, 0, 2, 1]);
  });
});

describe('cards', () => {
  const headerOf = (cards: WritableHdu['cards']) =>
    openFits(bufferSource('cards', encodeFits([{ kind: 'image', cards: cards ?? [] }]))).hdu(0)
      .header;

  it('keep an empty text under a long keyword', () => {
    const keyword = 'A'.repeat(60);
    expect(headerOf([{ keyword, value: '' }]).get(keyword)).toBe('');
  });

  it('keep the comment of a text that goes on, where there is room', () => {
    const card = headerOf([{ keyword: 'A', value: 'y'.repeat(100), comment: 'long' }]).card('A');
    expect(card).toMatchObject({ value: 'y'.repeat(100), comment: 'long' });
  });

  it('tell 0 from −0, and numbers from texts, of one keyword', () => {
    for (const value of [0, -0, '0', 0n, 0, -0]) {
      expect(headerOf([{ keyword: 'A', value }]).get('A')).toBe(value === 0n ? 0 : value);
    }
  });
});

it('columns whose shape no reader takes have no TDIM', () => {
  const columns = [
    { name: 'bits', values: { kind: 'bits', shape: [1, 2, 3], data: new Uint8Array(6) } },
    { name: 'none', values: { kind: 'string', shape: [1, 0], data: [] } },
  ] satisfies WritableTable['columns'];
  const { header } = openFits(bufferSource('table', encodeFits([{ kind: 'table', columns }]))).hdu(
    1,
  );
  expect(header.has('TDIM1')).toBe(false);
  expect(header.has('TDIM2')).toBe(false);
});
