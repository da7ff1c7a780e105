import { readFileSync, rmSync, utimesSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Problem } from '../../problem/problem.ts';
import { recordedTask } from '../../task/recordedTask.ts';
import { TestBench } from '../testBench.testing.ts';
import {
  allLengths,
  asker,
  lengthOf,
  night,
  parityOf,
  recorded,
  reportOn,
  testRegistry,
  textFile,
} from '../testFamilies.testing.ts';
import { nothingRecovered } from '../recover.ts';
import type { Plan } from './planNode.ts';
import { describeWhy } from './why.ts';

/** What a plan says of each task, whichever thread made it. */
function said(plan: Plan): string[] {
  return plan.nodes.map(({ node, action, why, requested, stamp, assessment }) =>
    [
      node.id,
      node.task.key,
      action,
      describeWhy(why),
      requested,
      stamp?.digest,
      assessment.state,
      node.requirements.map((requirement) => requirement.node.id).join(','),
    ].join(' | '),
  );
}

describe('a plan made in threads', () => {
  it('is the plan made here, whatever the tasks are like', async () => {
    const bench = new TestBench();
    for (const [index, name] of ['a', 'b', 'c', 'd'].entries()) {
      bench.write(`${name}.txt`, 'x'.repeat(index + 1), 1e9);
    }
    const common = { trace: bench.trace };
    const tasks = [
      reportOn.with({ path: 'a.txt', ...common }),
      parityOf.with({ path: 'b.txt', ...common }),
      recorded.with({ path: 'c.txt', ...common }),
      allLengths.with({ paths: 'a.txt b.txt', ...common }),
      lengthOf.with({ path: 'not-here.txt', ...common }),
      textFile.with({ path: 'd.txt' }),
      night.with({ n: 30, ...common }),
    ];
    await bench.run(tasks.slice(0, 4));
    bench.write('a.txt', 'another', 1e9 + 5); // stale
    rmSync(bench.path('outputs/LengthOf'), { recursive: true }); // cleaned
    const engine = await bench.engine();
    const here = await engine.plan(tasks);
    const there = await engine.planMany({ tasks: [tasks] });
    expect(here.nodes.length).toBeGreaterThan(40);
    expect(said(there)).toEqual(said(here));
    expect(there.planned).toBe(here.planned);
  });

  it('is what a form gets, too, once the closure is large', async () => {
    const bench = new TestBench();
    const { nodes } = await bench.plan([night.with({ n: 3000, trace: bench.trace })]);
    expect(nodes).toHaveLength(3001);
    expect(nodes[0]?.node.task.values.n).toBe(0);
  });

  it('lists what is to be done and counts the rest', async () => {
    const bench = new TestBench();
    bench.write('a.txt', 'abc');
    const tasks = Array.from({ length: 3000 }, (_, order) =>
      parityOf.with({ path: 'a.txt', order, trace: '' }),
    );
    await bench.run(tasks.slice(0, 2500));
    const engine = await bench.engine();
    const plan = await engine.planMany({ tasks: [tasks, tasks] });
    expect(plan.planned).toBe(3002);
    expect(plan.nodes.filter(({ action }) => action === 'run')).toHaveLength(500);
    const counted = [...plan.counted.values()].reduce((sum, count) => sum + count, 0);
    expect(plan.nodes.length + counted).toBe(3002);
    expect(counted).toBeGreaterThan(1000);
  });

  it('fails with what failed while its tasks were read, and can plan again', async () => {
    const bench = new TestBench();
    bench.write('a.txt', 'abc');
    const engine = await bench.engine();
    const torn = async function* () {
      yield [lengthOf.with({ path: 'a.txt', trace: '' })];
      await Promise.resolve();
      throw new Problem('bad-batch', 'the file ends here');
    };
    await expect(engine.planMany({ tasks: torn() })).rejects.toMatchObject({ code: 'bad-batch' });
    const again = await engine.planMany({ tasks: [[lengthOf.with({ path: 'a.txt', trace: '' })]] });
    expect(again.nodes).toHaveLength(2);
  });

  it('ends when it is cancelled, and the next one begins anew', async () => {
    const bench = new TestBench();
    const engine = await bench.engine();
    const abort = new AbortController();
    const endless = async function* () {
      for (let n = 0; ; n += 1) {
        yield [lengthOf.with({ path: `${n}.txt`, trace: '' })];
        if (n === 100) abort.abort();
        await Promise.resolve();
      }
    };
    await expect(engine.planMany({ tasks: endless() }, {}, abort.signal)).rejects.toMatchObject({
      code: 'cancelled',
    });
    bench.write('a.txt', 'abc');
    const again = await engine.planMany({ tasks: [[lengthOf.with({ path: 'a.txt', trace: '' })]] });
    expect(again.nodes).toHaveLength(2);
  });
});

describe('what a task asked for while it ran', () => {
  /** A list of two files, and the task that asks for the length of each. */
  async function asked() {
    const bench = new TestBench();
    bench.write('list.txt', 'a.txt b.txt', 1e9);
    bench.write('a.txt', 'abc', 1e9);
    bench.write('b.txt', 'abcd', 1e9);
    const task = asker.with({ path: 'list.txt', trace: bench.trace });
    await bench.run([task]);
    bench.ran();
    return { bench, task };
  }

  it('makes it stale when that has changed: it runs again and takes what is there now', async () => {
    const { bench, task } = await asked();
    bench.write('b.txt', 'abcdefg', 1e9 + 5);
    expect(await bench.why(task)).toMatchObject({
      Asker: 'run: input changed: LengthOf b.txt',
    });
    const finished = await bench.run([task]);
    const path = bench.path(finished.of(task).outputs[0] ?? '');
    expect(readFileSync(path, 'utf8')).toContain('"length":7');
    bench.ran();
    expect((await bench.run([task])).of(task).state).toBe('reused');
    expect(bench.ran()).toEqual([]);
  });

  it('makes nothing stale where it was touched, cleaned or is gone', async () => {
    const { bench, task } = await asked();
    utimesSync(bench.path('b.txt'), 2e9, 2e9);
    rmSync(bench.path('outputs/LengthOf'), { recursive: true });
    rmSync(bench.path('a.txt'));
    expect((await bench.run([task])).of(task).state).toBe('reused');
    expect(bench.ran()).toEqual([]);
  });

  it('is asked for again in a plan made in threads', async () => {
    const { bench, task } = await asked();
    const engine = await bench.engine();
    const unchanged = await engine.planMany({ tasks: [[task]] });
    expect(unchanged.nodes.every(({ action }) => action === 'reuse')).toBe(true);
    bench.write('a.txt', 'abcdefg', 1e9 + 5);
    const changed = await engine.planMany({ tasks: [[task]] });
    expect(changed.nodes.find(({ requested }) => requested)?.action).toBe('run');
  });

  it('stays among its inputs when a change is accepted as harmless', async () => {
    const { bench, task } = await asked();
    bench.write('b.txt', 'abcdefg', 1e9 + 5);
    await expect((await bench.engine()).accept(task)).rejects.toMatchObject({
      code: 'cannot-accept',
    });
    await bench.run([recorded.with({ path: 'b.txt', trace: bench.trace })]);
    await (await bench.engine()).accept(task);
    expect((await bench.run([task])).of(task).state).toBe('reused');
    bench.write('b.txt', 'ab', 1e9 + 9);
    expect(await bench.why(task)).toMatchObject({ Asker: 'run: input changed: LengthOf b.txt' });
  });
});

describe('files that were touched and hold the same bytes', () => {
  it('are read once: the run that finds them unchanged records their times', async () => {
    const bench = new TestBench();
    bench.write('a.txt', 'abc', 1e9);
    const report = reportOn.with({ path: 'a.txt', trace: bench.trace });
    const { outputs } = (await bench.run([report])).of(report);
    utimesSync(bench.path('a.txt'), 2e9, 2e9);
    utimesSync(bench.path(outputs[0] ?? ''), 2e9, 2e9);
    expect((await bench.plan([report])).touched.map(({ family }) => family)).toEqual([
      'LengthOf',
      'ReportOn',
    ]);
    await bench.run([report]);
    expect((await bench.plan([report])).touched).toEqual([]);

    const engine = await bench.reopen();
    expect(engine.recovery).toEqual(nothingRecovered);
    expect((await bench.plan([report])).touched).toEqual([]);
  });

  it('keep their recorded times when the store is made again', async () => {
    const bench = new TestBench();
    bench.write('a.txt', 'abc', 1e9);
    const length = lengthOf.with({ path: 'a.txt', trace: bench.trace });
    await bench.run([length]);
    utimesSync(bench.path('a.txt'), 2e9, 2e9);
    await bench.run([length]);
    await bench.close();
    for (const suffix of ['', '-wal', '-shm']) {
      rmSync(bench.path(`.astra/store.sqlite${suffix}`), { force: true });
    }
    const { nodes, touched } = await bench.plan([length]);
    expect(touched).toEqual([]);
    expect(nodes.every(({ action }) => action === 'reuse')).toBe(true);
  });
});

describe('a recorded task', () => {
  it('is made again from its texts, and not where the family no longer understands them', () => {
    const family = testRegistry().get('ParityOf');
    const task = parityOf.with({ path: 'a.txt', order: 3, trace: '' });
    expect(recordedTask(family, { path: 'a.txt', order: '3', once: 'known' })?.key).toBe(task.key);
    expect(recordedTask(family, { path: 'a.txt', order: 'three' })).toBeUndefined();
    expect(recordedTask(family, {})).toBeUndefined();
  });
});
