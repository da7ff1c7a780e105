import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { writeFits } from '../../core/fits/write/writeFits.ts';
import { filesOfCatalogue } from '../../core/sdss/archive/catalogueFiles.ts';
import { sdssPaths } from '../../core/sdss/archive/archivePaths.ts';
import { catalogueRows } from './catalogueRows.ts';

function catalogue(
  columns: Readonly<Record<string, readonly string[] | Int32Array<ArrayBuffer>>>,
): string {
  const folder = mkdtempSync(join(tmpdir(), 'astra-catalogue-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'allVisit.fits');
  writeFits(path, [
    { kind: 'image' },
    {
      kind: 'table',
      columns: Object.entries(columns).map(([name, values]) =>
        values instanceof Int32Array
          ? { name, values: { kind: 'number', type: 'i4', shape: [values.length], data: values } }
          : { name, values: { kind: 'string', shape: [values.length], data: [...values] } },
      ),
    },
  ]);
  return path;
}

it('rows of an allVisit file name the visits, without a listing', async () => {
  const path = catalogue({
    APOGEE_ID: ['2M1', '2M2'],
    TELESCOPE: ['apo25m', 'lco25m'],
    FIELD: ['M67', '293-37-C'],
    PLATE: ['5940', '9752'],
    MJD: Int32Array.of(56780, 58000),
    FIBERID: Int32Array.of(7, 121),
    VHELIO: Int32Array.of(0, 0),
  });
  const files: string[] = [];
  const rows = catalogueRows(path);
  for await (const file of filesOfCatalogue(rows, 'dr17', ['apVisit'], sdssPaths)) {
    files.push(file.path.slice(file.path.lastIndexOf('/') + 1));
  }
  expect(files).toEqual(['apVisit-dr17-5940-56780-007.fits', 'asVisit-dr17-9752-58000-121.fits']);
});

it('a catalogue that does not name spectra is refused, with the column', () => {
  const path = catalogue({
    APOGEE_ID: ['2M1'],
    NVISITS: Int32Array.of(1),
    ASPCAPFLAG: Int32Array.of(0),
  });
  expect(() => [...catalogueRows(path)]).toThrow('no column TELESCOPE');
});

it('rows of a catalogue sorted by HEALPix name the stars of DR19', async () => {
  const path = catalogue({
    APOGEE_ID: ['2M1'],
    TELESCOPE: ['apo25m'],
    HEALPIX: Int32Array.of(12345),
    NVISITS: Int32Array.of(2),
    ASPCAPFLAG: Int32Array.of(0),
  });
  const files: string[] = [];
  const rows = catalogueRows(path);
  for await (const file of filesOfCatalogue(rows, 'dr19', ['apStar'], sdssPaths)) {
    files.push(file.path);
  }
  expect(files).toHaveLength(1);
  expect(files[0]).toMatch(/\/apo25m\/12\/12345\/apStar-.*-apo25m-2M1.fits$/);
});
