import { spawnSync } from 'node:child_process';
import { closeSync, ftruncateSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { NumericArray, NumericType } from '../../core/fits/numericArray.ts';
import { encodeFits } from '../../core/fits/write/encodeFits.ts';
import type { WritableColumn } from '../../core/fits/write/writableHdu.ts';

const ROWS = 200_000;

/** A table of 200,000 rows of 125 bytes, 25 MB: doubles, floats, integers and a string. */
export function writeCatalogue(folder: string): string {
  const path = join(folder, 'catalogue.fits');
  const numbers = (name: string, type: NumericType, data: NumericArray): WritableColumn => ({
    name,
    values: { kind: 'number', type, shape: [ROWS], data },
  });
  const doubles = Array.from({ length: 10 }, (_, i) =>
    numbers(
      `D${i}`,
      'f8',
      Float64Array.from({ length: ROWS }, (_, row) => row / (i + 3)),
    ),
  );
  const floats = Array.from({ length: 7 }, (_, i) =>
    numbers(
      `E${i}`,
      'f4',
      Float32Array.from({ length: ROWS }, (_, row) => row / (i + 7)),
    ),
  );
  const names = Array.from({ length: ROWS }, (_, row) => `star ${row}`.padEnd(17, 'x'));
  const columns: WritableColumn[] = [
    ...doubles,
    ...floats,
    { name: 'NAME', values: { kind: 'string', shape: [ROWS], data: names } },
  ];
  writeFileSync(path, encodeFits([{ kind: 'table', name: 'CATALOGUE', columns }]));
  return path;
}

/** A sparse catalogue of 2 GB: the header of a real one, and nothing but zeros. */
export function writeSparseCatalogue(folder: string): { path: string; rows: number } {
  const path = join(folder, 'sparse.fits');
  const rowBytes = 1000;
  const rows = 2_147_000;
  const card = (keyword: string, value: string): string =>
    `${keyword.padEnd(8)}= ${value.padStart(20)}`.padEnd(80);
  const block = (cards: readonly string[]): string => {
    const text = [...cards, 'END'.padEnd(80)].join('');
    return text.padEnd(Math.ceil(text.length / 2880) * 2880);
  };
  const fields = Array.from({ length: 250 }, (_, i) => [
    card(`TTYPE${i + 1}`, `'FIELD${i}'`),
    card(`TFORM${i + 1}`, `'E       '`),
  ]).flat();
  const header =
    block([card('SIMPLE', 'T'), card('BITPIX', '8'), card('NAXIS', '0'), card('EXTEND', 'T')]) +
    block([
      `XTENSION= 'BINTABLE'`.padEnd(80),
      card('BITPIX', '8'),
      card('NAXIS', '2'),
      card('NAXIS1', `${rowBytes}`),
      card('NAXIS2', `${rows}`),
      card('PCOUNT', '0'),
      card('GCOUNT', '1'),
      card('TFIELDS', '250'),
      ...fields,
    ]);
  const descriptor = openSync(path, 'w');
  writeSync(descriptor, header, null, 'latin1');
  ftruncateSync(descriptor, header.length + Math.ceil((rows * rowBytes) / 2880) * 2880);
  closeSync(descriptor);
  return { path, rows };
}

/** Opens a file and reads its last row in a process of its own: time of that, and peak memory. */
export function openInFreshProcess(path: string): { openMs: number; rowMs: number; rssMb: number } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(import.meta.dirname, 'openOnce.ts'), path],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as { openMs: number; rowMs: number; rssMb: number };
}
