import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hasSharedData, sharedData } from '../../core/fits/sharedData.testing.ts';
import { commandLine, taskOf } from './testing/commandLine.testing.ts';

interface Reference {
  readonly file: string;
  readonly kind: string;
  readonly header: Readonly<Record<string, unknown>>;
  /** `mean_sn`: numpy's nanmean(flux · sqrt(ivar)) over all three chips. */
  readonly flat?: { readonly mean_sn: number };
}

const visits: Reference[] = hasSharedData
  ? readFileSync(sharedData('reference.jsonl'), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Reference)
      .filter(({ kind }) => kind === 'apVisit')
  : [];

describe.skipIf(!hasSharedData)('S/N of real APOGEE visits', () => {
  it('there are four of them', () => expect(visits).toHaveLength(4));

  it('all four in one run agree with numpy to 1e-12, and a second run touches nothing', async () => {
    using astra = await commandLine('built-in');
    const files = visits.map(({ file }) => astra.copy(sharedData(file), basename(file)));
    const batch = astra.write('b.csv', `input\n${files.join('\n')}\n`);
    const words = ['run', 'EstimateSnr', '--batch', batch];
    const { document, code } = await astra.json(words);
    expect(code).toBe(0);
    expect(document).toMatchObject({ planned: 8, ran: 4, reused: 4 });
    const tasks = document.tasks?.filter(({ family }) => family === 'EstimateSnr') ?? [];
    for (const { file, flat, header } of visits) {
      const task = tasks.find(({ subject }) => `${subject}.fits` === basename(file));
      expect(Object.keys(task?.result ?? {})).toEqual(['snr', 'n_used', 'snr_good', 'header_snr']);
      const expected = flat?.mean_sn ?? NaN;
      expect(Math.abs(Number(task?.result?.snr) / expected - 1)).toBeLessThan(1e-12);
      expect(task?.result?.header_snr).toBe(header.SNR);
      const [output = ''] = task?.outputs ?? [];
      expect(JSON.parse(readFileSync(output, 'utf8'))).toEqual(task?.result);
    }

    const written = tasks.flatMap(({ outputs }) =>
      outputs.flatMap((path) => [path, dirname(path)]),
    );
    const before = written.map((path) => statSync(path).mtimeMs);
    const again = await astra.json(words);
    expect(again.document).toMatchObject({ planned: 8, ran: 0, reused: 8 });
    expect(written.map((path) => statSync(path).mtimeMs)).toEqual(before);
    const same = again.document.tasks?.filter(({ family }) => family === 'EstimateSnr') ?? [];
    expect(same.map(({ id, result }) => ({ id, result }))).toEqual(
      tasks.map(({ id, result }) => ({ id, result })),
    );
  });

  it('another fudge_factor is another task with an output of its own', async () => {
    using astra = await commandLine('built-in');
    const file = astra.copy(sharedData('real/apVisit/apVisit-r5-7125-56557-285.fits'), 'a.fits');
    const words = ['run', 'EstimateSnr', `input=${file}`];
    const first = taskOf((await astra.json(words)).document, 'EstimateSnr');
    const second = taskOf((await astra.json([...words, 'fudge_factor=2'])).document, 'EstimateSnr');
    expect(second.id).not.toBe(first.id);
    expect(second.outputs).not.toEqual(first.outputs);
    expect(second.why).toBe('new: fudge_factor 1 → 2');
    expect(second.result?.snr).toBe(2 * Number(first.result?.snr));
    expect(second.result?.header_snr).toBe(first.result?.header_snr);
    expect(astra.outputs()).toHaveLength(2);
  });

  it('a path inside the mirror and its keys are one task', async () => {
    using astra = await commandLine('built-in');
    const folder = 'ws/sas/dr17/apogee/spectro/redux/dr17/visit/apo25m/M67/8888/57000';
    mkdirSync(astra.path(folder), { recursive: true });
    const path = astra.copy(
      sharedData('real/apVisit/apVisit-r5-7125-56557-285.fits'),
      `${folder}/apVisit-dr17-8888-57000-007.fits`,
    );
    const keys = ['release=DR17', 'telescope=apo25m', 'field=M67', 'plate=8888', 'mjd=57000'];
    const byKeys = await astra.json(['run', 'EstimateSnr', ...keys, 'fiber=7']);
    const byPath = await astra.json(['run', 'EstimateSnr', `input=${path}`]);
    expect(taskOf(byKeys.document, 'EstimateSnr').state).toBe('ran');
    expect(taskOf(byPath.document, 'EstimateSnr')).toMatchObject({
      state: 'reused',
      id: taskOf(byKeys.document, 'EstimateSnr').id,
    });
    const seed = await astra.json(['run', 'EstimateSNRofApVisit', ...keys, 'fibre=007']);
    expect(taskOf(seed.document, 'EstimateSNRofApVisit').result).toEqual(
      taskOf(byKeys.document, 'EstimateSnr').result,
    );
  });

  it('a damaged and a foreign file fail with their reason, and nothing is left behind', async () => {
    using astra = await commandLine('built-in');
    const whole = readFileSync(sharedData('real/apVisit/apVisit-r5-7125-56557-285.fits'));
    const short = astra.write('short.fits', whole.subarray(0, 20_000));
    const text = astra.write('text.fits', 'not FITS\n');
    const codes = { [short]: 'fits-truncated', [text]: 'fits-not-fits' };
    for (const [file, problem] of Object.entries(codes)) {
      const { document, err, code } = await astra.json(['run', 'EstimateSnr', `input=${file}`]);
      expect(code).toBe(1);
      expect(taskOf(document, 'EstimateSnr')).toMatchObject({
        state: 'failed',
        error: { code: problem },
      });
      expect(err).toMatch(/^astra: failed: [^\n]+\n$/);
    }
    expect(astra.outputs()).toEqual([]);
    expect(astra.leftovers()).toEqual([]);
  });
});
