import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openFits } from '../../../core/fits/fitsFile.ts';
import { commandLine } from '../testing/commandLine.testing.ts';

const samples = join(import.meta.dirname, '../../../resources/samples/sas');

describe('astra results', () => {
  it('prints typed columns with help, parameters as texts, ids without loss', async () => {
    using astra = await commandLine();
    await astra.run(['run', 'TestEcho', 'catalogid=18446744073709551615', 'label=b']);
    await astra.run(['run', 'TestEcho', 'catalogid=5']);
    const { document, code } = await astra.json(['results', 'TestEcho']);
    expect(code).toBe(0);
    expect(document).toMatchObject({
      schema: 1,
      family: 'TestEcho',
      columns: [
        { name: 'id', type: 'string' },
        { name: 'subject', type: 'string' },
        { name: 'catalogid', type: 'uint64', help: 'A catalogue id' },
        { name: 'label', type: 'string', help: 'Any text' },
        { name: 'catalogid_2', type: 'string' },
        { name: 'label_2', type: 'string' },
      ],
      rows: [
        { subject: '18446744073709551615', catalogid: '18446744073709551615', label: 'b' },
        { subject: '5', catalogid: '5', label: 'none' },
      ],
    });
  });

  it('writes CSV, ECSV and FITS of the same rows, in order of subject', async () => {
    using astra = await commandLine();
    for (const n of [6, 2, 4]) await astra.run(['run', 'TestHalf', `n=${n}`]);
    const { out } = await astra.run(['results', 'TestHalf', '--csv']);
    const rows = out
      .trim()
      .split('\n')
      .map((line) => line.split(',').slice(1));
    expect(rows).toEqual([
      ['subject', 'n', 'half'],
      ['2', '2', '1'],
      ['4', '4', '2'],
      ['6', '6', '3'],
    ]);
    await astra.run(['results', 'TestHalf', '--csv', 'half.csv']);
    expect(readFileSync(astra.path('half.csv'), 'utf8')).toBe(out);
    const { out: ecsv } = await astra.run(['results', 'TestHalf', '--ecsv']);
    expect(ecsv.replace(/^#.*\n/gm, '')).toBe(out);
    await astra.run(['results', 'TestHalf', '--fits', 'half.fits']);
    using file = openFits(astra.path('half.fits'));
    expect(file.hdus()[1]?.header.get('NAXIS2')).toBe(3);
  });

  it('shows a table with a dash for what there is not, and short ids', async () => {
    using astra = await commandLine();
    await astra.run(['run', 'TestHalf', 'n=2']);
    const { out } = await astra.run(['results', 'TestHalf']);
    expect(out).toMatch(/^id {8}subject {2}n {2}half\n[0-9a-f]{8} {2}2 {8}2 {2}1\n$/);
  });

  it('exits 3 without results and 2 for two forms at once or an unknown family', async () => {
    using astra = await commandLine();
    expect(await astra.run(['results', 'TestHalf'])).toMatchObject({ code: 3, out: '' });
    expect((await astra.json(['results', 'TestHalf'])).document).toMatchObject({ rows: [] });
    expect((await astra.run(['results', 'TestHalf', '--csv', 'a', '--fits', 'b'])).code).toBe(2);
    expect((await astra.run(['results', 'TestHalff'])).code).toBe(2);
  });
});

describe('astra trash and astra undo', () => {
  it('list, put back and delete what cleaning moved away', async () => {
    using astra = await commandLine('built-in');
    cpSync(samples, astra.path('ws/sas'), { recursive: true });
    const spectrum =
      'ws/sas/dr17/apogee/spectro/redux/dr17/visit/apo25m/182-10/99001/58042/apVisit-dr17-99001-58042-057.fits';
    const table = { of: 'EstimateSnr', members: JSON.stringify([{ input: spectrum }]) };
    const clean = ['CleanIntermediates', 'of=CollectResults', `members=${JSON.stringify([table])}`];
    expect((await astra.run(['trash'])).out).toBe('the trash is empty\n');
    expect((await astra.run(['undo'])).code).toBe(2);

    const ran = await astra.json(['run', ...clean]);
    expect(ran.document).toMatchObject({ failed: 0, ran: 3 });
    expect(astra.outputs()).toEqual(['report.json', 'results.ecsv']);
    const { document } = await astra.json(['trash']);
    expect(document).toMatchObject({
      schema: 1,
      emptied: false,
      batches: [{ by: 'CleanIntermediates', tasks: 1, items: [{ family: 'EstimateSnr' }] }],
    });

    const undone = await astra.json(['undo']);
    expect(undone.document).toMatchObject({ restored: [{ family: 'EstimateSnr' }], left: [] });
    expect(astra.outputs()).toEqual(['report.json', 'results.ecsv', 'snr.json']);

    await astra.run(['run', ...clean, '--force']);
    expect(astra.outputs()).toEqual(['report.json', 'results.ecsv']);
    expect((await astra.run(['trash', '--empty'])).out).toMatch(/^deleted 1 batches, \d+ bytes\n$/);
    expect((await astra.run(['trash'])).out).toBe('the trash is empty\n');
  });
});
