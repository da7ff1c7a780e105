import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { spawnSync } from 'node:child_process';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { TaskRecord } from '../store/record.ts';
import type { Task } from '../task/task.ts';
import { Engine } from './engine.ts';
import { TestBench } from './testBench.testing.ts';
import { lengthOf, member, parityOf, recorded, reportOn } from './testFamilies.testing.ts';

/** A workspace in which a report, a record and some members were made. */
async function worked() {
  const bench = new TestBench();
  bench.write('a.txt', 'abc');
  const common = { path: 'a.txt', trace: bench.trace };
  const report = reportOn.with(common);
  const tasks: Task[] = [
    report,
    recorded.with(common),
    ...['ok-1', 'ok-2', 'fail-3'].map((name) => member.with({ member: name, trace: bench.trace })),
  ];
  const finished = await bench.run(tasks);
  bench.ran();
  return { bench, tasks, report, common, finished };
}

async function everyRecord(bench: TestBench): Promise<Map<string, TaskRecord>> {
  const { store } = await bench.engine();
  const records = new Map<string, TaskRecord>();
  for (const family of (await store?.countByFamily())?.keys() ?? []) {
    for (const record of (await store?.recordsOfFamily(family, 0, 1000)) ?? []) {
      records.set(record.id, record);
    }
  }
  return records;
}

/** The lock of a process that was killed while it worked here. */
function leaveLock(bench: TestBench): void {
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  const since = new Date().toISOString();
  const holder = { pid, host: hostname(), since, what: 'astra run' };
  writeFileSync(bench.path('.astra/engine.lock'), JSON.stringify(holder));
}

const journals = (bench: TestBench) => bench.path('.astra/journal');

describe('without its store', () => {
  it('a workspace loses nothing: the journals give every record, attempt and run back', async () => {
    const { bench, tasks, finished } = await worked();
    bench.write('a.txt', 'abcd');
    await bench.run(tasks); // some records are replaced, one task fails again
    const before = await everyRecord(bench);
    const { store } = await bench.engine();
    const failed = [...finished.tasks.values()].find(({ state }) => state === 'failed');
    const attempts = failed === undefined ? [] : await store?.attempts(failed.id);
    expect(attempts).toHaveLength(2);
    const runs = await store?.runs(10);
    await bench.close();
    rmSync(bench.path('.astra/store.sqlite'));
    const engine = await bench.engine();
    expect(await everyRecord(bench)).toEqual(before);
    expect(await engine.store?.runs(10)).toEqual(runs);
    if (failed !== undefined) expect(await engine.store?.attempts(failed.id)).toEqual(attempts);
    bench.ran();
    await bench.run(tasks.slice(0, 4));
    expect(bench.ran()).toEqual([]);
  });

  it('an accepted result stays accepted', async () => {
    const { bench, report, common } = await worked();
    bench.write('a.txt', 'abcd');
    await (await bench.engine()).accept(lengthOf.with(common));
    const before = await everyRecord(bench);
    await bench.close();
    rmSync(bench.path('.astra/store.sqlite'));
    expect(await everyRecord(bench)).toEqual(before);
    expect((await bench.why(report)).ReportOn).toBe('reuse: complete');
  });
});

describe('after a crash', () => {
  it('what was finished and not yet recorded is adopted from the journal', async () => {
    const { bench, tasks } = await worked();
    const before = await everyRecord(bench);
    await bench.close();
    // The store as it was before the run; the journals as the kill left them.
    rmSync(bench.path('.astra/store.sqlite'));
    const [main = ''] = readdirSync(journals(bench)).filter((name) => name.includes('.m.'));
    const lines = readFileSync(join(journals(bench), main), 'utf8')
      .trimEnd()
      .split('\n');
    writeFileSync(join(journals(bench), main), `${lines.slice(0, -1).join('\n')}\n`);
    leaveLock(bench);
    const engine = await bench.engine();
    expect(engine.recovery).toEqual({ adopted: 6, removed: 0, restored: 0, damaged: 0 });
    expect(await everyRecord(bench)).toEqual(before);
    const runs = await engine.store?.runs(10);
    expect(runs?.map(({ state }) => state)).toEqual(['cancelled']); // not "running" for ever
    await bench.run(tasks.slice(0, 4));
    expect(bench.ran()).toEqual([]);
  });

  it('a torn last line is left alone: its task runs again, and the journal can be read on', async () => {
    const { bench, report } = await worked();
    await bench.close();
    const name = readdirSync(journals(bench)).find((each) => /\.w\d+\./.test(each)) ?? '';
    appendFileSync(join(journals(bench), name), '{"type":"done","record":{"id":"0123');
    leaveLock(bench);
    const engine = await bench.engine();
    expect(engine.recovery).toMatchObject({ adopted: 0, damaged: 0 });
    expect((await bench.why(report)).ReportOn).toBe('reuse: complete');
  });

  it('a damaged line is counted and costs nothing else', async () => {
    const { bench } = await worked();
    const before = await everyRecord(bench);
    await bench.close();
    rmSync(bench.path('.astra/store.sqlite'));
    const [name = ''] = readdirSync(journals(bench));
    const path = join(journals(bench), name);
    writeFileSync(path, `not json at all\n[]\nnull\n${readFileSync(path, 'utf8')}`);
    const engine = await bench.engine();
    expect(engine.recovery.damaged).toBe(3);
    expect(await everyRecord(bench)).toEqual(before);
  });

  it('half-made folders are gone and replaced outputs are back', async () => {
    const { bench, report, common } = await worked();
    await bench.close();
    const folder = (family: string) => {
      const path = bench
        .outputs()
        .find((each) => new RegExp(`^${family}/../[0-9a-f]{32}$`).test(each));
      return bench.path('outputs', path ?? '');
    };
    const leftover = (path: string, kind: 'new' | 'old') =>
      join(dirname(path), `.${kind}-20260101T000000Z-abcdef-${path.slice(-32)}`);
    // Killed while writing the report anew, and between the two renames of the parity.
    const half = leftover(folder('ReportOn'), 'new');
    mkdirSync(half);
    writeFileSync(join(half, 'report.txt'), 'half a rep');
    renameSync(folder('ParityOf'), leftover(folder('ParityOf'), 'old'));
    // Killed after the second rename: the old length still stands beside the new one.
    mkdirSync(leftover(folder('LengthOf'), 'old'));
    leaveLock(bench);
    const engine = await bench.engine();
    expect(engine.recovery).toEqual({ adopted: 0, removed: 2, restored: 1, damaged: 0 });
    expect(bench.leftovers()).toEqual([]);
    await bench.run([report, parityOf.with(common)]);
    expect(bench.ran()).toEqual([]);
  });

  it('an output that appeared without its line is made again', async () => {
    const { bench, report } = await worked();
    await bench.close();
    const names = readdirSync(journals(bench)).filter((name) => /\.w\d+\./.test(name));
    for (const name of names) {
      const path = join(journals(bench), name);
      const lines = readFileSync(path, 'utf8').split('\n');
      writeFileSync(path, lines.filter((line) => !line.includes('"ReportOn"')).join('\n'));
    }
    rmSync(bench.path('.astra/store.sqlite'));
    leaveLock(bench);
    await bench.engine();
    expect((await bench.why(report)).ReportOn).toContain('run: ');
    await bench.run([report]);
    expect(bench.ran()).toEqual(['ReportOn a.txt']);
    expect(bench.leftovers()).toEqual([]);
  });
});

describe('accepting a change as harmless', () => {
  it('makes the result up to date from then on, and says when and what', async () => {
    const { bench, report, common } = await worked();
    bench.write('a.txt', 'abcd');
    const length = lengthOf.with(common);
    expect((await bench.why(length)).LengthOf).toBe('run: input changed: TextFile a.txt');
    const engine = await bench.engine();
    await engine.accept(length);
    expect((await bench.why(length)).LengthOf).toBe('reuse: complete');
    const [record] = (await engine.store?.recordsOfFamily('LengthOf', 0, 1)) ?? [];
    expect(record?.accepted?.why).toBe('input changed: TextFile a.txt');
    expect(record?.result).toEqual({ length: 3 }); // still what was computed then
    bench.ran();
    await bench.run([report]);
    expect(bench.ran()).toEqual([]);
  });

  it('takes an output that was edited by hand, and its consumers see a changed input', async () => {
    const { bench, report, common } = await worked();
    const path = bench.outputs().find((each) => each.endsWith('note-1.txt')) ?? '';
    writeFileSync(bench.path('outputs', path), 'my own words\n');
    const engine = await bench.engine();
    await engine.accept(parityOf.with(common));
    expect(await bench.why(report)).toMatchObject({
      ParityOf: 'reuse: complete',
      ReportOn: 'run: input changed: ParityOf a.txt',
    });
  });

  it('is refused where there is nothing to accept', async () => {
    const { bench, report } = await worked();
    const engine = await bench.engine();
    const never = lengthOf.with({ path: 'b.txt' });
    await expect(engine.accept(never)).rejects.toMatchObject({ code: 'unknown-id' });
    const path = bench.outputs().find((each) => each.endsWith('report.txt')) ?? '';
    rmSync(bench.path('outputs', path));
    await expect(engine.accept(report)).rejects.toMatchObject({ code: 'cannot-accept' });
  });
});

describe('two at once', () => {
  it('the second engine is told who works here; readers read', async () => {
    const { bench, report } = await worked();
    await expect(Engine.open(bench.options())).rejects.toMatchObject({
      code: 'workspace-busy',
      message: expect.stringContaining(`the test (process ${process.pid})`) as string,
    });
    const reader = await Engine.openReader(bench.options());
    const plan = await reader.plan([report]);
    expect(plan.nodes.every(({ action }) => action === 'reuse')).toBe(true);
    expect(() => reader.run(plan, 'ReportOn', () => undefined)).toThrow('for looking only');
    await expect(reader.accept(report)).rejects.toMatchObject({ code: 'workspace-read-only' });
    expect(reader.holder()).toBe('the test');
    await reader.close();
    await bench.close();
    expect(existsSync(bench.path('.astra/engine.lock'))).toBe(false);
  });

  it('a reader of a workspace in which nothing ever ran sees an empty store', async () => {
    const bench = new TestBench();
    const reader = await Engine.openReader(bench.options());
    const { nodes } = await reader.plan([lengthOf.with({ path: 'a.txt' })]);
    expect(nodes.map(({ action }) => action)).toEqual(['wait', 'wait']);
    await reader.close();
    expect(existsSync(bench.path('.astra/store.sqlite'))).toBe(false);
  });
});
