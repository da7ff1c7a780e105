import { existsSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Task } from '../task/task.ts';
import { TestBench, type Finished } from './testBench.testing.ts';
import {
  afterAll,
  allLengths,
  asker,
  everyOutput,
  lengthOf,
  mirrorFile,
  night,
  ownFamily,
  parityOf,
  recorded,
  reportOn,
} from './testFamilies.testing.ts';

function counts({ progress }: Finished): Record<string, number> {
  return Object.fromEntries(Object.entries(progress.counts).filter(([, count]) => count > 0));
}

/** A file of three letters, and the chain that ends in a report on it. */
function chain() {
  const bench = new TestBench();
  bench.write('a.txt', 'abc');
  const common = { path: 'a.txt', trace: bench.trace };
  const [length, parity, report] = [
    lengthOf.with(common),
    parityOf.with(common),
    reportOn.with(common),
  ];
  const outputOf = async (task: Task, index = 0) => {
    const { of } = await bench.run([task]);
    const name = of(task).outputs[index];
    if (name === undefined) throw new Error('it has no such output');
    return bench.path(name);
  };
  return { bench, length, parity, report, outputOf };
}

describe('a chain of tasks', () => {
  it('runs once, from the source to what was asked for', async () => {
    const { bench, report } = chain();
    const first = await bench.run([report]);
    expect(bench.ran()).toEqual(['LengthOf a.txt', 'ParityOf a.txt', 'ReportOn a.txt']);
    expect(counts(first)).toEqual({ ran: 3, reused: 1 });
    expect(first.progress).toMatchObject({ state: 'done', planned: 4 });
    expect(first.of(report).why).toBe('never run');

    const outputs = bench.outputs();
    const second = await bench.run([report]);
    expect(bench.ran()).toEqual([]);
    expect(counts(second)).toEqual({ reused: 4 });
    expect(bench.outputs()).toEqual(outputs);
    expect(bench.leftovers()).toEqual([]);
  });

  it('gives the same bytes in another workspace', async () => {
    const [one, other] = [chain(), chain()];
    const files = [await one.outputOf(one.report), await other.outputOf(other.report)];
    const [a, b] = files.map((path) => readFileSync(path, 'utf8'));
    expect(a).toBe('report: odd\n');
    expect(b).toBe(a);
  });

  it('is reused by an engine that opens the workspace later', async () => {
    const { bench, report } = chain();
    await bench.run([report]);
    bench.ran();
    const engine = await bench.reopen();
    expect(engine.recovery).toEqual({ adopted: 0, removed: 0, restored: 0, damaged: 0 });
    expect(counts(await bench.run([report]))).toEqual({ reused: 4 });
  });
});

describe('why a task would run', () => {
  it('never run', async () => {
    const { bench, report } = chain();
    expect(await bench.why(report)).toEqual({
      TextFile: 'reuse: here',
      LengthOf: 'run: never run',
      ParityOf: 'run: never run',
      ReportOn: 'run: never run',
    });
  });

  it('new, by what it differs from an earlier one about the same subject', async () => {
    const { bench, parity } = chain();
    await bench.run([parity]);
    const other = parityOf.with({ path: 'a.txt', order: 5, trace: bench.trace });
    expect((await bench.why(other)).ParityOf).toBe('run: new: order 1 → 5');
    await bench.run([other]);
    expect(new Set((await bench.run([parity, other])).states)).toEqual(
      new Set(['TextFile a.txt: reused', 'LengthOf a.txt: reused', 'ParityOf a.txt: reused']),
    );
  });

  it('input changed; and what comes after it waits for the outcome', async () => {
    const { bench, report } = chain();
    await bench.run([report]);
    bench.write('a.txt', 'abcd');
    const again = 'LengthOf a.txt';
    expect(await bench.why(report)).toEqual({
      TextFile: 'reuse: here',
      LengthOf: 'run: input changed: TextFile a.txt',
      ParityOf: 'run: input made again: LengthOf a.txt (input-changed)',
      ReportOn: 'run: input made again: ParityOf a.txt (input-again)',
    });
    bench.ran();
    await bench.run([report]);
    expect(bench.ran()).toEqual([again, 'ParityOf a.txt', 'ReportOn a.txt']);
  });

  it('code changed, for a family of the user’s own', async () => {
    const bench = new TestBench();
    const own = (code: string) => ownFamily(code).with({ trace: bench.trace });
    await bench.engine('first');
    await bench.run([own('first')]);
    expect(await bench.why(own('first'))).toEqual({ Own: 'reuse: complete' });
    expect(await bench.why(own('second'))).toEqual({ Own: 'run: code changed' });
  });

  it('output missing', async () => {
    const { bench, report, outputOf } = chain();
    rmSync(await outputOf(report));
    expect((await bench.why(report)).ReportOn).toBe('run: output missing: report.txt');
    bench.ran();
    await bench.run([report]);
    expect(bench.ran()).toEqual(['ReportOn a.txt']);
  });

  it('one output of several missing', async () => {
    const { bench, parity, outputOf } = chain();
    rmSync(await outputOf(parity, 1));
    expect((await bench.why(parity)).ParityOf).toBe('run: output missing: note-1.txt');
    await bench.run([parity]);
    expect((await bench.why(parity)).ParityOf).toBe('reuse: complete');
  });

  it('output changed outside', async () => {
    const { bench, report, outputOf } = chain();
    writeFileSync(await outputOf(report), 'my own words');
    expect((await bench.why(report)).ReportOn).toBe('run: output changed outside: report.txt');
  });

  it('asked for, though complete', async () => {
    const { bench, report } = chain();
    await bench.run([report]);
    bench.ran();
    const forced = await bench.run([report], { force: true });
    expect(bench.ran()).toEqual(['ReportOn a.txt']);
    expect(forced.of(report).why).toBe('asked for');
  });
});

describe('what makes nothing stale', () => {
  it('a source that was touched and holds the same bytes', async () => {
    const { bench, report } = chain();
    await bench.run([report]);
    utimesSync(bench.path('a.txt'), 1e9, 1e9);
    expect(counts(await bench.run([report]))).toEqual({ reused: 4 });
  });

  it('an output that was touched, or restored from a backup', async () => {
    const { bench, report, parity, outputOf } = chain();
    utimesSync(await outputOf(report), 1e9, 1e9);
    const note = await outputOf(parity, 1);
    const content = readFileSync(note);
    rmSync(note);
    writeFileSync(note, content);
    expect(counts(await bench.run([report]))).toEqual({ reused: 4 });
  });

  it('an input that was made again and came out equal', async () => {
    const { bench, report } = chain();
    await bench.run([report]);
    bench.ran();
    bench.write('a.txt', 'xyz', 1e9);
    const finished = await bench.run([report]);
    expect(bench.ran()).toEqual(['LengthOf a.txt']);
    expect(counts(finished)).toEqual({ ran: 1, reused: 3 });
    expect(finished.of(report).why).toBe('its inputs came out equal');
    expect(counts(await bench.run([report]))).toEqual({ reused: 4 });
  });

  it('but what is asked for by force runs, also where its input came out equal', async () => {
    const { bench, report } = chain();
    await bench.run([report]);
    bench.ran();
    bench.write('a.txt', 'xyz', 1e9);
    const finished = await bench.run([report], { force: true });
    expect(bench.ran()).toEqual(['LengthOf a.txt', 'ReportOn a.txt']);
    expect(finished.of(report).why).toBe('asked for');
  });

  it('an input in the middle of a chain that came out equal', async () => {
    const { bench, report } = chain();
    await bench.run([report]);
    bench.ran();
    bench.write('a.txt', 'abcde'); // another length, the same parity
    expect(counts(await bench.run([report]))).toEqual({ ran: 2, reused: 2 });
    expect(bench.ran()).toEqual(['LengthOf a.txt', 'ParityOf a.txt']);
  });

  it('an intermediate that was cleaned under a complete result', async () => {
    const { bench, report } = chain();
    await bench.run([report]);
    bench.ran();
    rmSync(bench.path('outputs/LengthOf'), { recursive: true });
    rmSync(bench.path('outputs/ParityOf'), { recursive: true });
    const finished = await bench.run([report]);
    expect(counts(finished)).toEqual({ reused: 4 });
    expect(bench.ran()).toEqual([]);
    expect(existsSync(bench.path('outputs/LengthOf'))).toBe(false);
  });

  it('a source that is gone: the result stays complete and says so', async () => {
    const { bench, length } = chain();
    await bench.run([length]);
    rmSync(bench.path('a.txt'));
    expect(await bench.why(length)).toEqual({
      TextFile: 'reuse: not needed: what uses it is complete',
      LengthOf: 'reuse: complete; its source is no longer here',
    });
  });

  it('a cleaned intermediate is made again only where something that runs needs it', async () => {
    const { bench, report, parity, outputOf } = chain();
    const reported = await outputOf(report);
    rmSync(bench.path('outputs/LengthOf'), { recursive: true });
    rmSync(reported);
    bench.ran();
    expect(counts(await bench.run([report]))).toEqual({ ran: 1, reused: 3 });
    expect(bench.ran()).toEqual(['ReportOn a.txt']);

    rmSync(bench.path('outputs/ParityOf'), { recursive: true });
    expect(counts(await bench.run([parity]))).toEqual({ ran: 2, reused: 1 });
    expect(bench.ran()).toEqual(['LengthOf a.txt', 'ParityOf a.txt']);
    expect(counts(await bench.run([report]))).toEqual({ reused: 4 });
  });
});

describe('verification', () => {
  it('finds changed bytes behind an unchanged size and time', async () => {
    const { bench, report, outputOf } = chain();
    const path = await outputOf(report);
    const { mtimeMs } = statSync(path);
    writeFileSync(path, 'report: 0dd\n');
    utimesSync(path, mtimeMs / 1000, mtimeMs / 1000);
    const plan = await bench.plan([report], { verify: true });
    const planned = plan.nodes.find(({ requested }) => requested);
    expect(planned).toMatchObject({ action: 'run', why: { kind: 'output-changed' } });
  });
});

describe('waiting', () => {
  it('is what tasks do whose source is not there yet, and it is no failure', async () => {
    const bench = new TestBench();
    bench.write('here.txt', 'abc');
    const [here, later] = ['here.txt', 'later.txt'].map((path) =>
      reportOn.with({ path, trace: bench.trace }),
    );
    if (here === undefined || later === undefined) throw new Error('no tasks');
    const finished = await bench.run([here, later]);
    expect(finished.progress.state).toBe('done');
    expect(counts(finished)).toEqual({ ran: 3, reused: 1, waiting: 4 });
    expect(finished.of(later).why).toContain('later.txt');

    bench.write('later.txt', 'abcd');
    expect(counts(await bench.run([here, later]))).toEqual({ ran: 3, reused: 5 });
  });

  it('ends with a fetch where that is wished', async () => {
    const bench = new TestBench();
    const plain = mirrorFile.with({ name: 'x.dat' });
    const remote = mirrorFile.with({ name: 'x.dat', use_remote: true });
    expect((await bench.why(plain)).MirrorFile).toMatch(
      /^wait: .*test\/x\.dat \(use_remote=true would fetch it\)$/,
    );
    expect((await bench.why(remote)).MirrorFile).toMatch(/^fetch: .*test\/x\.dat/);
    expect(existsSync(bench.path('sas/test/x.dat'))).toBe(false);
    expect(counts(await bench.run([remote]))).toEqual({ ran: 1 });
    expect(readFileSync(bench.path('sas/test/x.dat'), 'utf8')).toBe('content of x.dat');
    expect(counts(await bench.run([plain]))).toEqual({ reused: 1 });
    const gone = await bench.run([mirrorFile.with({ name: 'gone', use_remote: true })]);
    expect(counts(gone)).toEqual({ failed: 1 });
  });

  it('takes a compressed copy for the file', async () => {
    const bench = new TestBench();
    const task = mirrorFile.with({ name: 'y.fits' });
    expect((await bench.why(task)).MirrorFile).toMatch(/^wait: /);
    await bench.run([mirrorFile.with({ name: 'y.fits.gz', use_remote: true })]);
    expect((await bench.why(task)).MirrorFile).toBe('reuse: here');
  });

  it('is also what a path below a file does', async () => {
    const bench = new TestBench();
    bench.write('a.txt', 'abc');
    expect((await bench.why(lengthOf.with({ path: 'a.txt/b.txt' }))).LengthOf).toMatch(
      /^wait: .*a\.txt\/b\.txt$/,
    );
  });
});

describe('outputs', () => {
  it('of every kind appear together, under the names that were asked for', async () => {
    const bench = new TestBench();
    bench.write('sky.v2.fits.gz', 'abc');
    const task = everyOutput.with({ path: 'sky.v2.fits.gz' });
    const finished = await bench.run([task]);
    const { outputs, result } = finished.of(task);
    expect(outputs.map((path) => path.split('/').slice(4).join('/'))).toEqual([
      'sky.v2-facts.json',
      'text.txt',
      'csv.csv',
      'bytes.bin',
      'folder',
    ]);
    const [facts = '', , table = '', raw = '', folder = ''] = outputs.map((o) => bench.path(o));
    expect(readFileSync(facts, 'utf8')).toBe(
      '{\n  "b": 1,\n  "a": [\n    true,\n    null\n  ]\n}\n',
    );
    expect(readFileSync(table, 'utf8')).toBe('name,value\n"a,""b""",27021597842567353\n,0.1\n');
    expect([...readFileSync(raw)]).toEqual([1, 2, 3]);
    expect(result).toEqual({ b: 1, a: [true, null] });
    expect((await bench.why(task)).EveryOutput).toBe('reuse: complete');

    writeFileSync(`${folder}/one.txt`, 'two');
    const plan = await bench.plan([task], { verify: true });
    expect(plan.nodes.find(({ requested }) => requested)?.why).toEqual({
      kind: 'output-changed',
      file: 'folder',
    });
  });

  it('may be a record: complete, reused and read by others without a file', async () => {
    const bench = new TestBench();
    bench.write('a.txt', 'abc');
    const task = recorded.with({ path: 'a.txt', trace: bench.trace });
    const finished = await bench.run([task]);
    expect(finished.of(task)).toMatchObject({ outputs: [], result: { of: { length: 3 } } });
    expect(counts(await bench.run([task]))).toEqual({ reused: 3 });
    expect(bench.outputs().some((path) => /^Recorded\/..\/./.test(path))).toBe(false);
    bench.write('a.txt', 'abcd');
    expect((await bench.run([task])).of(task).result).toEqual({ of: { length: 4 } });
  });
});

describe('a wrapper', () => {
  it('is complete when its requirements are, and its consumers are reused', async () => {
    const bench = new TestBench();
    bench.write('a.txt', 'abc');
    bench.write('b.txt', 'abcd');
    const task = afterAll.with({ paths: 'a.txt b.txt', trace: bench.trace });
    expect(counts(await bench.run([task]))).toEqual({ ran: 4, reused: 2 });
    expect(counts(await bench.run([task]))).toEqual({ reused: 6 });
    utimesSync(bench.path('a.txt'), 1e9, 1e9);
    expect(counts(await bench.run([task]))).toEqual({ reused: 6 });
    bench.ran();
    bench.write('b.txt', 'abcde');
    expect((await bench.why(task)).AfterAll).toContain('LengthOf');
    await bench.run([task]);
    expect(bench.ran()).toEqual(['LengthOf b.txt', 'AfterAll a.txt b.txt']);
    expect(counts(await bench.run([task]))).toEqual({ reused: 6 });
  });

  it('lets cleaned intermediates rest under a complete consumer', async () => {
    const bench = new TestBench();
    bench.write('a.txt', 'abc');
    const task = afterAll.with({ paths: 'a.txt', trace: bench.trace });
    await bench.run([task]);
    rmSync(bench.path('outputs/LengthOf'), { recursive: true });
    bench.ran();
    await bench.run([task]);
    expect(bench.ran()).toEqual([]);
    await bench.run([allLengths.with({ paths: 'a.txt', trace: bench.trace })]);
    expect(bench.ran()).toEqual(['LengthOf a.txt']);
  });
});

describe('requirements that a task asks for while it runs', () => {
  it('are made, handed over and remembered', async () => {
    const bench = new TestBench();
    bench.write('list.txt', 'a.txt b.txt');
    bench.write('a.txt', 'abc');
    bench.write('b.txt', 'abcd');
    const task = asker.with({ path: 'list.txt', trace: bench.trace });
    const finished = await bench.run([task]);
    expect(finished.of(task).state).toBe('ran');
    const path = bench.path(finished.of(task).outputs[0] ?? '');
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual([
      { family: 'LengthOf', result: { length: 3 } },
      { family: 'LengthOf', result: { length: 4 } },
      { family: 'Recorded', result: { of: { length: 3 } } },
      { family: 'Recorded', result: { of: { length: 4 } } },
    ]);
    bench.ran();
    expect((await bench.run([task])).of(task).state).toBe('reused');
    expect(bench.ran()).toEqual([]);
  });
});

describe('a family that requires itself', () => {
  it('works through a long chain in order', async () => {
    const bench = new TestBench();
    const task = night.with({ n: 300, trace: bench.trace });
    const finished = await bench.run([task]);
    expect(counts(finished)).toEqual({ ran: 301 });
    expect(finished.of(task).result).toEqual({ sum: (300 * 301) / 2 });
    expect(bench.ran()).toEqual(Array.from({ length: 301 }, (_, n) => `Night ${n}`));
    expect(counts(await bench.run([task]))).toEqual({ reused: 301 });
  });
});
