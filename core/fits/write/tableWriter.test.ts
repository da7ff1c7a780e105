import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { verifyFits } from '../document.ts';
import { openFits } from '../fitsFile.ts';
import { encodeFits } from './encodeFits.ts';
import { TableWriter } from './tableWriter.ts';
import type { WritableColumn } from './writableHdu.ts';

const columns = (from: number, to: number): WritableColumn[] => [
  {
    name: 'snr',
    values: {
      kind: 'number',
      type: 'f4',
      shape: [to - from],
      data: Float32Array.from({ length: to - from }, (_, i) => (from + i) / 3),
    },
  },
  {
    name: 'object',
    width: 7,
    values: {
      kind: 'string',
      shape: [to - from],
      data: Array.from({ length: to - from }, (_, i) => `2M${from + i}`),
    },
  },
];

const table = {
  kind: 'table',
  name: 'RESULTS',
  cards: [{ keyword: 'FAMILY', value: 'EstimateSnr' }],
} as const;

describe('TableWriter', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fits-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('gives the same bytes in pieces as in one, sums included', () => {
    const path = join(folder, 'pieces.fits');
    const writer = new TableWriter(path, table);
    // Rows of 11 bytes, so that pieces end inside the words of the sum.
    for (const [from, to] of [
      [0, 1],
      [1, 4],
      [4, 4],
      [4, 1001],
      [1001, 1003],
    ] as const) {
      writer.append(columns(from, to));
    }
    expect(readdirSync(folder)).not.toContain('pieces.fits');
    writer.close();
    const whole = encodeFits([{ ...table, columns: columns(0, 1003) }]);
    expect(readFileSync(path).equals(Buffer.from(whole))).toBe(true);
    using file = openFits(path);
    expect(verifyFits(file).ok).toBe(true);
    expect(file.hdu(1)).toMatchObject({ name: 'RESULTS', rows: 1003 });
  });

  it('refuses a piece with other columns, and leaves nothing behind', () => {
    const path = join(folder, 'odd.fits');
    const writer = new TableWriter(path, table);
    writer.append(columns(0, 3));
    expect(() => writer.append(columns(3, 5).slice(1))).toThrow(
      expect.objectContaining({ code: 'fits-write' }),
    );
    expect(readdirSync(folder).filter((name) => name.includes('odd'))).toEqual([]);
  });

  it('refuses a string longer than the first piece made room for', () => {
    const writer = new TableWriter(join(folder, 'long.fits'), table);
    writer.append(columns(0, 3));
    expect(() => writer.append(columns(123456, 123458))).toThrow(
      expect.objectContaining({ code: 'fits-write' }),
    );
  });

  it('puts nothing in place after it was given up, and only one file when it is closed', () => {
    const path = join(folder, 'given-up.fits');
    const givenUp = new TableWriter(path, table);
    givenUp.append(columns(0, 3));
    givenUp.abort();
    expect(() => {
      givenUp.close();
    }).toThrow(expect.objectContaining({ code: 'fits-write-failed' }));
    const writer = new TableWriter(path, table);
    writer.append(columns(0, 3));
    writer.close();
    const whole = readFileSync(path);
    expect(() => {
      writer.close();
    }).toThrow(expect.objectContaining({ code: 'fits-write-failed' }));
    expect(readFileSync(path).equals(whole)).toBe(true);
    expect(readdirSync(folder).filter((name) => name.includes('given-up'))).toEqual([
      'given-up.fits',
    ]);
  });

  it('writes a table without rows', () => {
    const path = join(folder, 'none.fits');
    const writer = new TableWriter(path, table);
    writer.append(columns(0, 0));
    writer.close();
    using file = openFits(path);
    expect(file.hdu(1)).toMatchObject({ rows: 0, rowBytes: 11 });
  });
});
