import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Problem } from '../problem/problem.ts';
import { bufferSource } from './byteSource.ts';
import { openFits } from './fitsFile.ts';
import { requireImage, requireTable } from './hdu.ts';
import { headerText } from './headerText.testing.ts';
import { readImage } from './image.ts';
import { readColumn } from './table.ts';
import { encodeFits } from './write/encodeFits.ts';

const good = encodeFits([
  { kind: 'image', data: new Float32Array(1000), shape: [10, 100] },
  {
    kind: 'table',
    columns: [
      {
        name: 'flux',
        values: { kind: 'number', type: 'f4', shape: [500], data: new Float32Array(500) },
      },
    ],
  },
]);

/** Header 2880, image 4000 in 2 blocks, header 2880, table 2000 in 1 block. */
const IMAGE_END = 2880 + 4000;
const SECOND = 2880 + 2 * 2880;
const TABLE_END = SECOND + 2880 + 2000;

const open = (bytes: Uint8Array) => openFits(bufferSource('a.fits', bytes));

function codeOf(call: () => unknown): string {
  try {
    call();
    return 'no problem';
  } catch (thrown) {
    if (thrown instanceof Problem) return thrown.code;
    throw thrown;
  }
}

function withCard(bytes: Uint8Array, keyword: string, value: string): Uint8Array {
  const text = Buffer.from(bytes).toString('latin1');
  const at = text.lastIndexOf(keyword.padEnd(8) + '= ');
  return Buffer.from(text.slice(0, at + 10) + value.padEnd(70) + text.slice(at + 80), 'latin1');
}

describe('a damaged file', () => {
  it.each([
    ['nothing', 0, 'fits-truncated'],
    ['half a keyword', 4, 'fits-truncated'],
    ['one keyword', 9, 'fits-truncated'],
    ['half the first card', 20, 'fits-truncated'],
    ['one card', 80, 'fits-truncated'],
    ['half the first header', 1440, 'fits-truncated'],
    ['a header without its data', 2880, 'fits-truncated'],
    ['part of the image', IMAGE_END - 1, 'fits-truncated'],
    ['the image without its padding', IMAGE_END, 'no problem'],
    ['one byte of the second header', SECOND + 1, 'fits-truncated'],
    ['half the second header', SECOND + 1000, 'fits-truncated'],
    ['part of the table', TABLE_END - 1, 'fits-truncated'],
    ['the table without its padding', TABLE_END, 'no problem'],
    ['everything', good.length, 'no problem'],
  ])('cut after %s (%i bytes): %s', (_, length, code) => {
    expect(codeOf(() => open(good.subarray(0, length)).hdus())).toBe(code);
  });

  it('never crashes, wherever it is cut', () => {
    for (let length = 0; length < good.length; length += 7) {
      const code = codeOf(() => {
        for (const hdu of open(good.subarray(0, length)).hdus()) {
          if (hdu.kind === 'image') readImage(hdu);
          if (hdu.kind === 'table') readColumn(hdu, 'flux');
        }
      });
      expect(['no problem', 'fits-truncated']).toContain(code);
    }
  });

  it('still gives the HDUs before the cut', () => {
    const file = open(good.subarray(0, TABLE_END - 100));
    expect(readImage(requireImage(file.hdu(0))).data).toHaveLength(1000);
    expect(codeOf(() => file.hdu(1))).toBe('fits-truncated');
  });

  it('notes missing padding and bytes that belong to no HDU', () => {
    expect(open(good.subarray(0, TABLE_END)).warnings).toEqual([
      'the padding after HDU 1 is missing',
    ]);
    expect(open(Buffer.concat([good, Buffer.alloc(100, 'x')])).warnings).toEqual([
      '100 bytes after HDU 1 belong to no HDU',
    ]);
  });

  it.each([
    ['NAXIS1', '1000000000000', 'fits-truncated'],
    ['NAXIS1', '-1', 'fits-header'],
    ['NAXIS1', 'NaN', 'fits-header'],
    ['NAXIS1', "'4'", 'fits-header'],
    ['NAXIS1', '2.5', 'fits-header'],
    ['NAXIS1', '9223372036854775807', 'fits-header'],
    ['NAXIS1', '0', 'fits-column'],
    ['NAXIS2', '1000000000000', 'fits-truncated'],
    ['NAXIS2', '9007199254740991', 'fits-header'],
    ['NAXIS', '1000000000000', 'fits-header'],
    ['BITPIX', '7', 'fits-header'],
    ['PCOUNT', '-5', 'fits-header'],
    ['PCOUNT', '1000000000000', 'fits-truncated'],
    ['TFIELDS', '1000', 'fits-header'],
    ['TFIELDS', '2', 'fits-column'],
    ['TFORM1', "'9999999999E'", 'fits-column'],
    ['TFORM1', "'Z'", 'fits-column'],
    ['TFORM1', '12', 'fits-column'],
  ])('whose table header lies (%s = %s): %s', (keyword, value, code) => {
    expect(codeOf(() => open(withCard(good, keyword, value)).hdus())).toBe(code);
  });

  it('that announces a trillion rows of no bytes is refused', () => {
    const empty = encodeFits([{ kind: 'table', columns: [] }]);
    expect(codeOf(() => open(withCard(empty, 'NAXIS2', '1000000000000')).hdus())).toBe(
      'fits-header',
    );
  });

  it('says in one sentence what is wrong, where, and what to do', () => {
    expect(() => open(good.subarray(0, TABLE_END - 1)).hdus()).toThrow(
      expect.objectContaining({
        message: 'the header announces 2000 bytes of data, but only 1999 are left in the file',
        where: { file: 'a.fits', hdu: 1 },
        advice: 'The file is damaged or incomplete; fetch it again',
      }),
    );
  });
});

describe('what is no FITS file', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'fits-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each([
    ['a text file', 'Dear reader,\nthis is not FITS.\n', 'fits-not-fits'],
    ['a web page', '<!DOCTYPE html><title>404</title>', 'fits-not-fits'],
    ['an empty file', '', 'fits-truncated'],
  ])('%s named .fits', (_, content, code) => {
    const path = join(folder, 'a.fits');
    writeFileSync(path, content);
    expect(codeOf(() => openFits(path))).toBe(code);
  });

  it('a missing file, a folder', () => {
    expect(codeOf(() => openFits(join(folder, 'missing.fits')))).toBe('fits-not-found');
    expect(codeOf(() => openFits(folder))).toBe('fits-unreadable');
  });

  it('gzip of a file reads as the file itself', () => {
    const path = join(folder, 'a.fits.gz');
    writeFileSync(path, gzipSync(good));
    using file = openFits(path);
    expect(readColumn(requireTable(file.hdu(1)), 'flux').shape).toEqual([500]);
  });

  it.each([
    ['of text', gzipSync('hello '.repeat(1000)), 'fits-not-fits'],
    ['cut off', gzipSync(good).subarray(0, -12), 'fits-gzip'],
    ['with a wrong length at its end', lyingLength(), 'fits-gzip'],
    [
      'that unpacks to more than allowed',
      gzipSync(Buffer.concat([good, Buffer.alloc(2e7)])),
      'fits-too-large',
    ],
  ])('gzip %s', (_, bytes, code) => {
    const source = bufferSource('a.fits.gz', bytes);
    expect(codeOf(() => openFits(source, { maxUnpackedBytes: 1e7 }))).toBe(code);
  });

  function lyingLength(): Uint8Array {
    const bytes = gzipSync(good);
    bytes.writeUInt32LE(12, bytes.length - 4);
    return bytes;
  }

  it('a closed file says so', () => {
    const path = join(folder, 'b.fits');
    writeFileSync(path, Buffer.concat([good, Buffer.alloc(2e5)]));
    const file = openFits(path);
    const table = requireTable(file.hdu(1));
    file.close();
    file.close();
    expect(codeOf(() => readColumn(table, 'flux'))).toBe('fits-closed');
  });
});

describe('odd beginnings and ends of headers', () => {
  const file = (text: string) => open(Buffer.from(text, 'latin1'));
  const names = (text: string) => [...file(text).hdus()].map(({ name }) => name);
  const primary = ['BITPIX  = 8', 'NAXIS   = 0', 'EXTEND  = T', 'END'];
  const extension = headerText(
    "XTENSION= 'IMAGE   '",
    'BITPIX  = 8',
    'NAXIS   = 0',
    'PCOUNT  = 0',
    'GCOUNT  = 1',
    "EXTNAME = 'SECOND'",
    'END',
  );

  it('says of a file that says so itself that it is not FITS', () => {
    expect(() => file(headerText('SIMPLE  =                    F', ...primary))).toThrow(
      expect.objectContaining({
        code: 'fits-not-fits',
        message: 'the file itself says that it is not FITS (SIMPLE = F)',
      }),
    );
    expect(() => file(headerText("SIMPLE  = 'T'", ...primary))).toThrow(
      expect.objectContaining({ code: 'fits-not-fits' }),
    );
  });

  it.each(['SIMPLE  =T', `SIMPLE  = ${'T'.padStart(40)} / here`])('reads %s', (first) => {
    expect(file(headerText(first, ...primary)).hduCount).toBe(1);
  });

  it('ends a header at END and zeros', () => {
    const zeros = headerText('SIMPLE  = T', ...primary.slice(0, -1));
    const end = `${zeros.slice(0, 4 * 80)}END`.padEnd(2880, '\0');
    expect(names(end + extension)).toEqual(['PRIMARY', 'SECOND']);
  });

  it('expects no data where there are no axes, whatever PCOUNT says', () => {
    const counted = headerText('SIMPLE  = T', 'BITPIX  = 8', 'NAXIS   = 0', 'PCOUNT  = 5', 'END');
    expect(names(counted + extension)).toEqual(['PRIMARY', 'SECOND']);
  });
});

describe('numbers in an ASCII table', () => {
  const table = (form: string, field: string) => {
    const cards = [
      "XTENSION= 'TABLE   '",
      'BITPIX  = 8',
      'NAXIS   = 2',
      `NAXIS1  = ${field.length}`,
      'NAXIS2  = 1',
      'PCOUNT  = 0',
      'GCOUNT  = 1',
      'TFIELDS = 1',
      "TTYPE1  = 'a'",
      `TFORM1  = '${form}'`,
      'TBCOL1  = 1',
      'END',
    ];
    const primary = headerText('SIMPLE  = T', 'BITPIX  = 8', 'NAXIS   = 0', 'END');
    const file = open(Buffer.from(primary + headerText(...cards) + field.padEnd(2880), 'latin1'));
    return () => readColumn(requireTable(file.hdu(1)), 'a');
  };

  it.each([
    ['I20', '12345678901234567890'],
    ['I20', ' 9223372036854775808'],
    ['I5', '  1.5'],
    ['I5', '  1E2'],
  ])('are refused in %s where they are none: %s', (form, field) => {
    expect(table(form, field)).toThrow(
      expect.objectContaining({
        code: 'fits-column',
        where: expect.objectContaining({ column: 'a', row: 0 }) as unknown,
      }),
    );
  });

  it.each([
    ['I20', '-9223372036854775808', -9223372036854775808n],
    ['I5', '  +42', 42],
    ['F6.2', '  1E2 ', 1],
  ])('are read in %s: %s', (form, field, value) => {
    const column = table(form, field)();
    expect(column.kind === 'number' && column.data[0]).toBe(value);
  });
});
