import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { hasAstropy, runPython } from '../../fits/astropy.testing.ts';
import { verifyFits } from '../../fits/document.ts';
import { openFits } from '../../fits/fitsFile.ts';
import type { ResultRow } from './resultRow.ts';
import { openTableFile, type TableFormat } from './tableFile.ts';
import { row, shapeOf } from './testShape.testing.ts';

const folder = mkdtempSync(join(tmpdir(), 'astra-table-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Every awkward value once, and rows that lack it. */
const awkward: ResultRow[] = [
  row(
    { ew: 0.1, source_id: '9007199254740993', flag: true, label: 'A, "B"', n: 3 },
    { catalogid: '18446744073709551615', note: 'Ångström', width: '1e-300', strict: 'true' },
    'a'.repeat(32),
  ),
  row(
    { ew: 'NaN', source_id: '-9223372036854775808', flag: false, label: '', n: null },
    { catalogid: '0', width: '2.5', strict: 'false' },
    'b'.repeat(32),
  ),
  row(
    { ew: 'Infinity', source_id: 7, label: null },
    { catalogid: '5', note: 'plain', width: '3', strict: 'false' },
    'c'.repeat(32),
  ),
];

function write(
  name: string,
  format: TableFormat,
  rows: readonly ResultRow[],
  piece = 1000,
): string {
  const path = join(folder, name);
  const { columns, cells } = shapeOf(rows);
  const file = openTableFile(path, format, 'Measured', columns);
  for (let start = 0; start < rows.length; start += piece) {
    file.append(rows.slice(start, start + piece).map(cells));
  }
  file.close();
  return path;
}

/** What astropy makes of a table: type, unit, description and values of each column; null masked. */
function astropyReads(path: string, format: string): Record<string, unknown> {
  const script = `
import json, sys
import numpy as np
from astropy.table import Table
t = Table.read(sys.argv[1], format=sys.argv[2])
def plain(v):
    if v is np.ma.masked: return None
    if isinstance(v, (bool, np.bool_)): return bool(v)
    if isinstance(v, np.integer): return str(v)
    if isinstance(v, np.floating): return repr(float(v))
    return v.decode() if isinstance(v, bytes) else str(v)
print(json.dumps({n: {'kind': t[n].dtype.str[1:], 'unit': str(t[n].unit) if t[n].unit else None,
  'description': t[n].description, 'values': [plain(v) for v in t[n]]} for n in t.colnames}))`;
  return JSON.parse(runPython(script, path, format)) as Record<string, unknown>;
}

describe('a table file', () => {
  it.skipIf(!hasAstropy)(
    'as ECSV is read by astropy with types, units, descriptions and gaps',
    () => {
      const read = astropyReads(write('a.ecsv', 'ecsv', awkward), 'ascii.ecsv');
      expect(read).toMatchObject({
        catalogid: { kind: 'u8', values: ['18446744073709551615', '0', '5'] },
        width: { kind: 'f8', unit: 'Angstrom', values: ['1e-300', '2.5', '3.0'] },
        strict: { values: [true, false, false] },
        note: { values: ['Ångström', null, 'plain'] },
        ew: {
          kind: 'f8',
          unit: 'Angstrom',
          description: 'Equivalent width',
          values: ['0.1', 'nan', 'inf'],
        },
        source_id: { kind: 'i8', values: ['9007199254740993', '-9223372036854775808', '7'] },
        flag: { values: [true, false, null] },
        label: { values: ['A, "B"', null, null] },
        n: { kind: 'i8', values: ['3', null, null] },
      });
    },
  );

  it.skipIf(!hasAstropy)('as FITS is read by astropy bit for bit, integer gaps masked', () => {
    const read = astropyReads(write('a.fits', 'fits', awkward), 'fits');
    expect(read).toMatchObject({
      id: { values: ['a'.repeat(32), 'b'.repeat(32), 'c'.repeat(32)] },
      catalogid: { kind: 'u8', values: ['18446744073709551615', '0', '5'] },
      width: { kind: 'f8', unit: 'Angstrom', values: ['1e-300', '2.5', '3.0'] },
      strict: { values: [true, false, false] },
      // Astropy masks NaN in FITS tables.
      ew: { values: ['0.1', null, 'inf'] },
      source_id: { kind: 'i8', values: ['9007199254740993', '-9223372036854775808', '7'] },
      flag: { values: ['True', 'False', expect.toSatisfy((v) => v === '' || v === null)] },
      n: { kind: 'i8', values: ['3', null, null] },
    });
    expect(readFileSync(join(folder, 'a.fits'), 'latin1')).toContain('\\u00c5ngstr\\u00f6m');
  });

  it('as FITS has right sums and says what each column is, whole', () => {
    const path = write('b.fits', 'fits', awkward);
    using file = openFits(path);
    expect(verifyFits(file).ok).toBe(true);
    expect(verifyFits(file).hdus.map(({ checksum }) => checksum)).toEqual(['verified', 'verified']);
    const names = shapeOf(awkward).columns.map(({ name }) => name);
    const comment = `TCOMM${names.indexOf('width') + 1}`;
    expect(readFileSync(path, 'latin1')).toContain(`${comment.padEnd(8)}= 'Width of the window'`);
  });

  it.each(['csv', 'ecsv', 'fits'] as const)(
    'as %s has the same bytes however it is cut',
    (format) => {
      const rows = Array.from({ length: 50 }, (_, i) =>
        row(
          { ew: i / 3, n: i % 7 === 0 ? null : i, label: 'x'.repeat(i % 5) },
          { catalogid: `${i}` },
        ),
      );
      const whole = readFileSync(write('whole', format, rows));
      const cut = readFileSync(write('cut', format, rows, 7));
      expect(cut.equals(whole)).toBe(true);
    },
  );

  it('as CSV is plain text: empty for nothing, quotes only where needed', () => {
    expect(readFileSync(write('a.csv', 'csv', awkward.slice(0, 2)), 'utf8')).toBe(
      'id,subject,catalogid,width,strict,note,ew,source_id,flag,label,n\n' +
        `${'a'.repeat(32)},star,18446744073709551615,1e-300,True,Ångström,0.1,9007199254740993,True,"A, ""B""",3\n` +
        `${'b'.repeat(32)},star,0,2.5,False,,nan,-9223372036854775808,False,,\n`,
    );
  });

  it.each(['csv', 'ecsv', 'fits'] as const)('as %s of no rows has its columns', (format) => {
    const path = write(`empty.${format}`, format, []);
    expect(readFileSync(path, 'latin1')).toMatch(
      format === 'fits' ? /TTYPE2 {2}= 'subject '/ : /id,subject\n$/,
    );
  });

  it('that is given up leaves nothing', () => {
    const file = openTableFile(
      join(folder, 'gone.fits'),
      'fits',
      'Measured',
      shapeOf(awkward).columns,
    );
    file.append(awkward.map(shapeOf(awkward).cells));
    file.abort();
    expect(readdirSync(folder).filter((name) => name.includes('gone'))).toEqual([]);
  });
});
