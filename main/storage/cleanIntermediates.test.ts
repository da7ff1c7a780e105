import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Engine } from '../../core/engine/engine.ts';
import type { TaskStatus } from '../../core/engine/status.ts';
import { listTrash, undoTrash } from '../../core/storage/trash.ts';
import type { ParameterTexts } from '../../core/task/request.ts';
import type { Task } from '../../core/task/task.ts';
import { builtInFamilies } from '../../core/tasks/builtInFamilies.ts';
import { noFetch } from '../../core/tasks/files/archiveFetch.ts';
import { createWorkspace, openWorkspace } from '../../core/workspace/workspace.ts';
import { engineWorkerEntry } from '../worker/engineWorkerEntry.ts';
import { engineServices } from './engineServices.ts';

const samples = join(import.meta.dirname, '../../resources/samples/sas');
const visits =
  'release,telescope,field,plate,mjd,fiber\n' +
  'DR17,apo25m,182-10,99001,58042,57\n' +
  'DR17,apo25m,182-10,99001,58069,61\n' +
  'DR17,apo25m,033+03,99002,57911,214\n';

const table = { of: 'EstimateSnr', from: 'visits.csv', format: 'csv' };
const clean = { of: 'CollectResults', members: JSON.stringify([table]) };

interface Report {
  readonly tasks: number;
  readonly bytes: number;
  readonly left: number;
  readonly cleaned: readonly { readonly id: string }[];
  readonly kept: readonly { readonly id: string; readonly why: string }[];
}

/** A workspace with the sample spectra, worked on by the real engine and its real workers. */
class Bench {
  readonly root = mkdtempSync(join(tmpdir(), 'astra-clean-'));
  readonly #workers: number;
  #engine: Engine | undefined;

  constructor(workers = 2) {
    this.#workers = workers;
    createWorkspace(this.root, { useSasBaseDir: false });
    cpSync(samples, join(this.root, 'sas'), { recursive: true });
    writeFileSync(join(this.root, 'visits.csv'), visits);
    onTestFinished(async () => {
      await this.#engine?.close();
      rmSync(this.root, { recursive: true });
    });
  }

  async engine(): Promise<Engine> {
    return (this.#engine ??= await Engine.open({
      workspace: openWorkspace(this.root, { home: this.root, workingDirectory: this.root }),
      registry: builtInFamilies(noFetch),
      workerEntry: engineWorkerEntry,
      services: engineServices,
      workers: this.#workers,
      what: 'the test',
    }));
  }

  get places() {
    return { outputs: join(this.root, 'outputs'), trash: join(this.root, '.astra/trash') };
  }

  async task(family: string, texts: ParameterTexts): Promise<Task> {
    const request = (await this.engine()).request(family, texts, this.root);
    if (!request.ok) throw new Error(JSON.stringify(request.faults));
    return request.task;
  }

  /** Runs tasks; what became of each, requirements first. */
  async run(tasks: readonly (readonly [string, ParameterTexts])[], force = false) {
    const engine = await this.engine();
    const asked = await Promise.all(tasks.map(([family, texts]) => this.task(family, texts)));
    const plan = await engine.plan(asked, { force });
    const run = engine.run(plan, 'test', () => undefined);
    const { counts } = await engine.inTurn(run);
    const statuses = await engine.withRecorded([...run.tasks()]);
    return { counts, statuses, of: (family: string) => find(statuses, family) };
  }

  report(status: TaskStatus): Report {
    const [path = ''] = status.outputs;
    return JSON.parse(readFileSync(join(this.root, path), 'utf8')) as Report;
  }

  /** Files of a family below `outputs`. */
  files(family: string): string[] {
    const folder = join(this.places.outputs, family);
    if (!existsSync(folder)) return [];
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
  }
}

function find(statuses: readonly TaskStatus[], family: string): TaskStatus {
  const found = statuses.find((status) => status.family === family);
  if (found === undefined) throw new Error(`no ${family}`);
  return found;
}

describe('CleanIntermediates', () => {
  it('moves what a table was made from to the trash; the table stays complete and undo restores', async () => {
    const bench = new Bench();
    const made = await bench.run([['CollectResults', table]]);
    expect(made.counts).toMatchObject({ ran: 4, reused: 3, failed: 0 });
    const before = bench.files('EstimateSnr').map((path) => readFileSync(path, 'utf8'));
    expect(before).toHaveLength(3);

    const cleaned = await bench.run([['CleanIntermediates', clean]]);
    expect(cleaned.counts).toMatchObject({ ran: 1, failed: 0 });
    const report = bench.report(cleaned.of('CleanIntermediates'));
    expect(report).toMatchObject({ tasks: 3, left: 0, kept: [] });
    expect(report.bytes).toBe(before.reduce((sum, text) => sum + text.length, 0));
    expect(bench.files('EstimateSnr')).toEqual([]);
    expect(bench.files('CollectResults')).toHaveLength(1);
    expect(listTrash(bench.places)).toMatchObject([
      { by: 'CleanIntermediates', bytes: report.bytes },
    ]);

    const again = await bench.run([
      ['CollectResults', table],
      ['CleanIntermediates', clean],
    ]);
    expect(again.counts).toMatchObject({ ran: 0, failed: 0, waiting: 0 });
    expect(bench.files('EstimateSnr')).toEqual([]);

    expect(undoTrash(bench.places).restored).toHaveLength(3);
    expect(bench.files('EstimateSnr').map((path) => readFileSync(path, 'utf8'))).toEqual(before);
    const restored = await bench.run([['CollectResults', { ...table, format: 'fits' }]]);
    expect(restored.counts).toMatchObject({ ran: 1, reused: 6 });
  });

  it('reports the same when it is made to clean again what is clean', async () => {
    const bench = new Bench();
    const first = await bench.run([['CleanIntermediates', clean]]);
    const bytes = readFileSync(bench.files('CleanIntermediates')[0] ?? '', 'utf8');
    expect(bench.report(first.of('CleanIntermediates')).tasks).toBe(3);
    const second = await bench.run([['CleanIntermediates', clean]], true);
    expect(second.counts).toMatchObject({ ran: 1, failed: 0 });
    expect(readFileSync(bench.files('CleanIntermediates')[0] ?? '', 'utf8')).toBe(bytes);
    expect(listTrash(bench.places)).toHaveLength(1);
  });

  it('what was cleaned is made again, with equal bytes, when something new needs it', async () => {
    const bench = new Bench();
    await bench.run([['CollectResults', table]]);
    const before = bench.files('EstimateSnr').map((path) => readFileSync(path, 'utf8'));
    await bench.run([['CleanIntermediates', clean]]);
    const { counts } = await bench.run([['CollectResults', { ...table, format: 'ecsv' }]]);
    expect(counts).toMatchObject({ ran: 4, failed: 0 });
    expect(bench.files('EstimateSnr').map((path) => readFileSync(path, 'utf8'))).toEqual(before);
    const csv = await bench.run([['CollectResults', table]]);
    expect(csv.counts).toMatchObject({ ran: 0 });
    expect(undoTrash(bench.places)).toMatchObject({ restored: [], left: [{}, {}, {}] });
  });

  it('never touches a folder into which someone put a file of their own', async () => {
    const bench = new Bench();
    await bench.run([['CollectResults', table]]);
    const [path = ''] = bench.files('EstimateSnr');
    writeFileSync(join(path, '../notes.txt'), 'mine');
    const { of } = await bench.run([['CleanIntermediates', clean]]);
    const report = bench.report(of('CleanIntermediates'));
    expect(report).toMatchObject({ tasks: 2, left: 1 });
    expect(report.kept[0]?.why).toBe('notes.txt lies beside it, which no task made');
    expect(bench.files('EstimateSnr')).toEqual([join(path, '../notes.txt'), path].sort());
  });

  it('never touches an output that changed outside, even while the run is under way', async () => {
    const bench = new Bench(1);
    const engine = await bench.engine();
    await bench.run([['CollectResults', table]]);
    const plan = await engine.plan([await bench.task('CleanIntermediates', clean)]);
    const run = engine.run(plan, 'test', () => undefined);
    const [path = ''] = bench.files('EstimateSnr');
    writeFileSync(path, 'edited by hand'); // after planning: completeness was judged before
    await engine.inTurn(run);
    expect(readFileSync(path, 'utf8')).toBe('edited by hand');
    const report = bench.report(find([...run.tasks()], 'CleanIntermediates'));
    expect(report).toMatchObject({ tasks: 2, left: 1 });
    expect(report.kept[0]?.why).toBe('it is not as it was recorded');
  });

  it('keeps what could not be made again, since its source is gone', async () => {
    const bench = new Bench();
    await bench.run([['CollectResults', table]]);
    rmSync(join(bench.root, 'sas/dr17/apogee/spectro/redux/dr17/visit/apo25m/033+03'), {
      recursive: true,
    });
    const { of } = await bench.run([['CleanIntermediates', clean]]);
    const report = bench.report(of('CleanIntermediates'));
    expect(report).toMatchObject({ tasks: 2, left: 1 });
    expect(report.kept[0]?.why).toMatch(/^its source ApVisitFile .* is not here$/);
    expect(bench.files('EstimateSnr')).toHaveLength(1);
  });

  it('keeps what another task of the run is yet to read', async () => {
    const bench = new Bench(1);
    await bench.run([['CollectResults', table]]);
    const { counts, of } = await bench.run([
      ['CleanIntermediates', clean],
      ['CollectResults', { ...table, format: 'fits' }],
    ]);
    expect(counts).toMatchObject({ ran: 2, failed: 0 });
    const report = bench.report(of('CleanIntermediates'));
    expect(report).toMatchObject({ tasks: 0, left: 3 });
    expect(new Set(report.kept.map(({ why }) => why))).toEqual(
      new Set(['a task that has yet to run needs it']),
    );
    expect(bench.files('EstimateSnr')).toHaveLength(3);
  });

  it('two of them in one run share the work and both succeed', async () => {
    const bench = new Bench();
    const fits = JSON.stringify([{ ...table, format: 'fits' }]);
    await bench.run([
      ['CollectResults', table],
      ['CollectResults', { ...table, format: 'fits' }],
    ]);
    const { counts, statuses } = await bench.run([
      ['CleanIntermediates', clean],
      ['CleanIntermediates', { of: 'CollectResults', members: fits }],
    ]);
    expect(counts).toMatchObject({ ran: 2, failed: 0 });
    const reports = statuses
      .filter(({ family }) => family === 'CleanIntermediates')
      .map((status) => bench.report(status).tasks);
    expect(reports).toEqual([3, 3]);
    expect(bench.files('EstimateSnr')).toEqual([]);
  });
});

describe('CollectResults', () => {
  it('holds the results as their files do, and a grown set is another task', async () => {
    const bench = new Bench();
    const two = visits.split('\n').slice(0, 3).join('\n');
    writeFileSync(join(bench.root, 'visits.csv'), two);
    const first = await bench.run([['CollectResults', table]]);
    expect(first.of('CollectResults').result).toEqual({ rows: 2, columns: 17 });
    writeFileSync(join(bench.root, 'visits.csv'), visits);
    const second = await bench.run([['CollectResults', table]]);
    expect(second.counts).toMatchObject({ ran: 2, reused: 5 });
    expect(second.of('CollectResults').id).not.toBe(first.of('CollectResults').id);
    const [path = ''] = second.of('CollectResults').outputs;
    const [head = '', ...rows] = readFileSync(join(bench.root, path), 'utf8').trim().split('\n');
    const column = head.split(',').indexOf('snr');
    const snrs = bench.files('EstimateSnr').map((file) => {
      const { snr } = JSON.parse(readFileSync(file, 'utf8')) as { snr: number };
      return snr;
    });
    const found = rows.map((line) => Number(line.split(',')[column]));
    expect(found.sort()).toEqual(snrs.sort());
  });
});
