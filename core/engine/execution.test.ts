import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readTaskLog } from './taskLog.ts';
import { TestBench, until, type Finished } from './testBench.testing.ts';
import {
  asker,
  companion,
  consumer,
  greedy,
  lengthOf,
  member,
  narcissus,
  night,
  ownFamily,
  parityOf,
  timed,
  traceLines,
} from './testFamilies.testing.ts';

function counts({ progress }: Finished): Record<string, number> {
  return Object.fromEntries(Object.entries(progress.counts).filter(([, count]) => count > 0));
}

function members(bench: TestBench, names: readonly string[], group = 'g') {
  return names.map((name) => member.with({ member: name, group, trace: bench.trace }));
}

/** Everything that a run must leave in order, whatever happened in it. */
async function expectOrder(bench: TestBench): Promise<void> {
  expect(bench.leftovers()).toEqual([]);
  const store = (await bench.engine()).store;
  const folders = bench
    .outputs()
    .map((path) => path.split('/'))
    .filter((parts) => parts.length === 3);
  for (const [family = '', , id = ''] of folders) {
    const records = await store?.recordsById(id, 2);
    expect(records?.map((record) => record.family)).toEqual([family]);
  }
}

describe('a failing task', () => {
  it('blocks its consumers and nobody else; they say by what', async () => {
    const bench = new TestBench();
    const tasks = ['fail-1', 'ok-2'].map((name) =>
      consumer.with({ member: name, trace: bench.trace }),
    );
    const finished = await bench.run(tasks);
    expect(finished.progress.state).toBe('failed');
    expect(counts(finished)).toEqual({ ran: 2, failed: 1, blocked: 1 });
    const [blocked, ran] = tasks.map((task) => finished.of(task));
    expect(ran?.state).toBe('ran');
    expect(blocked?.state).toBe('blocked');
    expect(blocked?.why).toMatch(
      /^blocked by Member g fail-1 \([0-9a-f]{8}\): fail-1 cannot be measured$/,
    );
    const failed = [...finished.tasks.values()].find(({ state }) => state === 'failed');
    expect(failed?.problem).toMatchObject({ code: 'bad-spectrum', advice: 'Leave it out' });
    await expectOrder(bench);
  });

  it('leaves nothing behind, whichever way it fails', async () => {
    const bench = new TestBench();
    const finished = await bench.run(members(bench, ['half-1', 'silent-2', 'bug-3', 'ok-4']));
    expect(counts(finished)).toEqual({ ran: 1, failed: 3 });
    const problems = [...finished.tasks.values()].map(({ subject, problem }) => [
      subject,
      problem?.code,
    ]);
    expect(Object.fromEntries(problems)).toEqual({
      'g half-1': 'bad-spectrum',
      'g silent-2': 'output-missing',
      'g bug-3': 'internal',
      'g ok-4': undefined,
    });
    expect(bench.outputs().filter((path) => path.split('/').length === 3)).toHaveLength(1);
    await expectOrder(bench);
  });

  it('keeps the outputs that it had before', async () => {
    const bench = new TestBench();
    bench.write('a.txt', 'abc');
    const task = lengthOf.with({ path: 'a.txt', trace: bench.trace });
    const [output = ''] = (await bench.run([task])).of(task).outputs;
    const own = ownFamily('first').with({ trace: '/no/such/folder/trace' });
    expect(counts(await bench.run([own]))).toEqual({ failed: 1 });
    expect(JSON.parse(readFileSync(bench.path(output), 'utf8'))).toEqual({ length: 3 });
  });

  it('ends the run at once where that is wished', async () => {
    const bench = new TestBench({ workers: 1 });
    const tasks = [
      ...members(bench, ['fail-1'], 'first'),
      ...members(bench, ['ok-2', 'ok-3'], 'second'),
    ];
    const finished = await bench.run(tasks, { keepGoing: false });
    expect(finished.progress.state).toBe('failed');
    expect(counts(finished)).toEqual({ failed: 1, cancelled: 2 });
  });

  it('is tried again on the next run, and its history is kept', async () => {
    const bench = new TestBench();
    const [task] = members(bench, ['fail-1']);
    if (task === undefined) throw new Error('no task');
    const first = await bench.run([task]);
    const second = await bench.run([task]);
    expect(counts(second)).toEqual({ failed: 1 });
    const attempts = await (await bench.engine()).store?.attempts(second.of(task).id);
    expect(attempts?.map(({ run, outcome }) => [run, outcome])).toEqual([
      [first.progress.run, 'failed'],
      [second.progress.run, 'failed'],
    ]);
  });
});

describe('a passing failure', () => {
  it('is tried again after a while, up to the family’s number of attempts', async () => {
    const bench = new TestBench();
    const started = performance.now();
    const finished = await bench.run(members(bench, ['flaky-1', 'hopeless-2', 'ok-3']));
    expect(counts(finished)).toEqual({ ran: 2, failed: 1 });
    const lines = bench.ran();
    expect(lines.filter((line) => line === 'flaky-1')).toHaveLength(3);
    expect(lines.filter((line) => line === 'hopeless-2')).toHaveLength(3);
    expect(lines.filter((line) => line === 'ok-3')).toHaveLength(1);
    expect(performance.now() - started).toBeGreaterThan(250 + 500); // two waits at the least spread
    await expectOrder(bench);
  });

  it('does not keep a cancelled run waiting for the next attempt', async () => {
    const bench = new TestBench();
    const finished = await bench.run(members(bench, ['hopeless-1']), {
      during: async (run) => {
        await until(() => traceLines(bench.trace).includes('hopeless-1'));
        await until(() => [...run.tasks()].some(({ problem }) => problem !== undefined));
        run.cancel();
      },
    });
    expect(counts(finished)).toEqual({ cancelled: 1 });
    expect(traceLines(bench.trace).filter((line) => line === 'hopeless-1').length).toBeLessThan(3);
  });
});

describe('units', () => {
  it('prepare once for many members and give the bytes of single runs', async () => {
    const names = Array.from({ length: 40 }, (_, index) => `ok-${index}`);
    const [together, apart] = [new TestBench(), new TestBench()];
    await together.run(members(together, names));
    const prepared = together.ran().filter((line) => line === 'prepare g').length;
    expect(prepared).toBeGreaterThanOrEqual(3); // 40 members, units of at most 16
    expect(prepared).toBeLessThan(20);
    for (const name of names.slice(0, 4)) await apart.run(members(apart, [name]));
    const bytes = (bench: TestBench) =>
      new Map(
        bench
          .outputs()
          .filter((path) => path.endsWith('answer.txt'))
          .map((path) => [path, readFileSync(bench.path('outputs', path), 'utf8')]),
      );
    const many = bytes(together);
    expect(many.size).toBe(40);
    expect(bytes(apart).size).toBe(4);
    for (const [path, content] of bytes(apart)) expect(many.get(path)).toBe(content);
  });

  it('never mix members whose other parameters differ', async () => {
    const bench = new TestBench();
    const tasks = [...members(bench, ['ok-1', 'ok-2'], 'a'), ...members(bench, ['ok-3'], 'b')];
    expect(counts(await bench.run(tasks))).toEqual({ ran: 3 }); // each checks what was prepared
  });

  it('hold members of several families in the order of the plan, each with its own set-up', async () => {
    const bench = new TestBench({ workers: 1 });
    const both = ['ok-1', 'ok-2', 'ok-3'].flatMap((name) => [
      ...members(bench, [name]),
      companion.with({ member: name, group: 'g', trace: bench.trace }),
    ]);
    expect(counts(await bench.run(both))).toEqual({ ran: 6 }); // each checks what was prepared
    const lines = bench.ran();
    expect(lines.slice(0, 4)).toEqual(['prepare g', 'ok-1', 'prepare companion g', 'ok-1']);
    const done = lines.filter((line) => !line.startsWith('prepare'));
    expect(done).toEqual(['ok-1', 'ok-1', 'ok-2', 'ok-2', 'ok-3', 'ok-3']);
  });

  it('skip complete members', async () => {
    const bench = new TestBench();
    await bench.run(members(bench, ['ok-1', 'ok-2']));
    bench.ran();
    expect(counts(await bench.run(members(bench, ['ok-1', 'ok-2', 'ok-3'])))).toEqual({
      ran: 1,
      reused: 2,
    });
    expect(bench.ran()).toEqual(['prepare g', 'ok-3']);
  });

  it('let a failing member fail alone', async () => {
    const bench = new TestBench({ workers: 1 });
    const finished = await bench.run(members(bench, ['ok-1', 'fail-2', 'ok-3', 'half-4', 'ok-5']));
    expect(counts(finished)).toEqual({ ran: 3, failed: 2 });
    await expectOrder(bench);
  });

  it('fail with the reason of their set-up', async () => {
    const bench = new TestBench();
    const finished = await bench.run(members(bench, ['ok-1', 'ok-2'], 'impossible'));
    expect(counts(finished)).toEqual({ failed: 2 });
    for (const { problem } of finished.tasks.values()) expect(problem?.code).toBe('bad-group');
  });
});

describe('a worker that dies', () => {
  it('takes one task with it, which failed and says so', async () => {
    const bench = new TestBench();
    const finished = await bench.run(members(bench, ['crash-1']));
    expect(counts(finished)).toEqual({ failed: 1 });
    const [status] = finished.tasks.values();
    expect(status?.problem).toMatchObject({ code: 'worker-crashed' });
    expect(status?.problem?.message).toContain('exit code 3');
    expect(counts(await bench.run(members(bench, ['ok-2'])))).toEqual({ ran: 1 });
    await expectOrder(bench);
  });

  it('leaves the finished members of its unit finished; the others are tried one by one', async () => {
    const bench = new TestBench({ workers: 1 });
    const names = ['ok-1', 'slow-2', 'ok-3', 'crash-4', 'ok-5', 'ok-7'];
    // Half of the ready tasks go out first: these six are one unit, and so are the next two.
    const finished = await bench.run([
      ...members(bench, [...names, ...Array.from({ length: 6 }, (_, index) => `ok-more${index}`)]),
      ...members(bench, ['crashonce-1', 'ok-2', 'ok-3', 'ok-4'], 'second'),
    ]);
    expect(counts(finished)).toEqual({ ran: 15, failed: 1 });
    const failed = [...finished.tasks.values()].filter(({ state }) => state === 'failed');
    expect(failed.map(({ subject }) => subject)).toEqual(['g crash-4']);
    const lines = bench.ran();
    const times = (name: string) => lines.filter((line) => line === name).length;
    expect(['slow-2', 'ok-5', 'ok-7', 'ok-more5'].map(times)).toEqual([1, 1, 1, 1]);
    expect(times('crash-4')).toBe(2);
    expect(times('crashonce-1')).toBe(2);
    await expectOrder(bench);
  });
});

describe('a timeout', () => {
  it('stops a task that listens', async () => {
    const bench = new TestBench();
    const task = timed.with({ member: 'wait-1', trace: bench.trace });
    const finished = await bench.run([task, timed.with({ member: 'ok-2', trace: bench.trace })]);
    expect(counts(finished)).toEqual({ ran: 1, failed: 1 });
    expect(finished.of(task).problem?.code).toBe('timeout');
    await expectOrder(bench);
  });

  it('ends a task that does not', async () => {
    const bench = new TestBench();
    const task = timed.with({ member: 'stubborn-1', trace: bench.trace });
    const finished = await bench.run([task]);
    expect(finished.of(task)).toMatchObject({ state: 'failed', problem: { code: 'timeout' } });
    await expectOrder(bench);
  });
});

describe('cancelling', () => {
  const started = (bench: TestBench, name: string) =>
    until(() => traceLines(bench.trace).includes(name));

  it('a run ends it soon: nothing new starts, what runs is stopped', async () => {
    const bench = new TestBench({ workers: 1 });
    const tasks = members(bench, [
      'ok-1',
      'wait-2',
      ...Array.from({ length: 30 }, (_, i) => `slow-${i}`),
    ]);
    const begin = performance.now();
    const finished = await bench.run(tasks, {
      during: async (run) => {
        await started(bench, 'wait-2');
        run.cancel();
      },
    });
    expect(finished.progress.state).toBe('cancelled');
    expect(counts(finished)).toEqual({ ran: 1, cancelled: 31 });
    expect(performance.now() - begin).toBeLessThan(10_000);
    await expectOrder(bench);
    expect(counts(await bench.run(members(bench, ['ok-1', 'ok-9'])))).toEqual({
      ran: 1,
      reused: 1,
    });
  });

  it('a run ends even a task that does not listen', async () => {
    const bench = new TestBench({ workers: 1 });
    const finished = await bench.run(members(bench, ['stubborn-1', 'ok-2']), {
      during: async (run) => {
        await started(bench, 'stubborn-1');
        run.cancel();
      },
    });
    expect(counts(finished)).toEqual({ cancelled: 2 });
    await expectOrder(bench);
  });

  it('one task leaves the others of its unit alone, and its consumer is cancelled with it', async () => {
    const bench = new TestBench({ workers: 1 });
    const [stubborn, after] = ['stubborn-1', 'ok-2'];
    const tasks = [
      consumer.with({ member: stubborn, trace: bench.trace }),
      ...members(bench, [after, 'ok-3', 'ok-4', 'ok-5']),
    ];
    const finished = await bench.run(tasks, {
      during: async (run) => {
        await started(bench, stubborn);
        const id = [...run.tasks()].find(({ subject }) => subject === `g ${stubborn}`)?.id;
        if (id !== undefined) run.cancelTask(id);
      },
    });
    expect(counts(finished)).toEqual({ ran: 4, cancelled: 2 });
    await expectOrder(bench);
  });

  it('a large run as it begins ends it: every task is counted once, and nothing has run', async () => {
    const bench = new TestBench();
    bench.write('a.txt', 'abc');
    const tasks = Array.from({ length: 4500 }, (_, order) =>
      parityOf.with({ path: 'a.txt', order, trace: bench.trace }),
    );
    const finished = await bench.run(tasks, {
      during: (run) => {
        const { planned, counts } = run.progress();
        expect(planned).toBe(4502);
        expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(planned);
        expect(run.needed().size).toBe(2); // the length of a.txt, and a.txt
        run.cancel();
      },
    });
    expect(finished.progress.counts).toMatchObject({ cancelled: 4501, reused: 1, queued: 0 });
    expect(finished.progress.state).toBe('cancelled');
    expect(bench.ran()).toEqual([]);
  });

  it('one task that has not begun', async () => {
    const bench = new TestBench({ workers: 1 });
    const tasks = members(bench, ['slow-1', 'slow-2', 'slow-3', 'slow-4', 'slow-5', 'ok-6']);
    const finished = await bench.run(tasks, {
      during: async (run) => {
        await started(bench, 'slow-1');
        const id = [...run.tasks()].find(({ subject }) => subject === 'g ok-6')?.id;
        if (id !== undefined) run.cancelTask(id);
      },
    });
    expect(counts(finished)).toEqual({ ran: 5, cancelled: 1 });
    expect(bench.ran()).not.toContain('ok-6');
  });
});

describe('pausing', () => {
  it('lets nothing new start until the run is resumed', async () => {
    const bench = new TestBench({ workers: 1 });
    const states: string[] = [];
    const finished = await bench.run(
      members(
        bench,
        Array.from({ length: 40 }, (_, index) => `slow-${index}`),
      ),
      {
        during: async (run) => {
          await until(() => traceLines(bench.trace).length > 2);
          run.pause();
          states.push(run.progress().state);
          await until(() => run.progress().counts.running === 0 && bench.leftovers().length === 0);
          await new Promise((resolve) => setTimeout(resolve, 1500));
          const before = traceLines(bench.trace).length;
          await new Promise((resolve) => setTimeout(resolve, 300));
          expect(traceLines(bench.trace).length).toBe(before);
          run.resume();
          states.push(run.progress().state);
        },
      },
    );
    expect(states).toEqual(['paused', 'running']);
    expect(counts(finished)).toEqual({ ran: 40 });
  });
});

describe('limits', () => {
  it('of a named resource hold across workers', async () => {
    const bench = new TestBench();
    const tasks = Array.from({ length: 6 }, (_, index) =>
      greedy.with({ member: `m${index}`, trace: bench.trace }),
    );
    const finished = await bench.run(tasks, { limits: { telescope: 1 } });
    expect(counts(finished)).toEqual({ ran: 6 });
    const words = bench.ran().map((line) => line.split(' ')[0]);
    expect(words).toEqual(Array.from({ length: 6 }, () => ['begin', 'end']).flat());
  });
});

describe('requirements asked for while running', () => {
  it('block the one that asked when they fail', async () => {
    const bench = new TestBench();
    bench.write('list.txt', 'a.txt');
    bench.write('a.txt', 'abc');
    const task = asker.with({ path: 'list.txt', then: 'fail-1', trace: bench.trace });
    const finished = await bench.run([task]);
    expect(finished.of(task).state).toBe('blocked');
    expect(finished.of(task).why).toContain('blocked by Member g fail-1');
  });

  it('block it too when they had failed before it asked', async () => {
    const bench = new TestBench({ workers: 1 });
    bench.write('list.txt', 'a.txt');
    bench.write('a.txt', 'abc');
    const task = asker.with({ path: 'list.txt', then: 'fail-1', trace: bench.trace });
    const finished = await bench.run([...members(bench, ['fail-1']), task]);
    expect(finished.of(task).state).toBe('blocked');
  });

  it('make it wait when they wait', async () => {
    const bench = new TestBench();
    bench.write('list.txt', 'later.txt');
    const task = asker.with({ path: 'list.txt', trace: bench.trace });
    const finished = await bench.run([task]);
    expect(finished.of(task).state).toBe('waiting');
    expect(finished.of(task).why).toContain('later.txt');
    expect(finished.progress.state).toBe('done');
  });

  it('are refused where two tasks would wait for each other for ever', async () => {
    const bench = new TestBench();
    const task = narcissus.with({ of: 'a' });
    const finished = await bench.run([task]);
    expect(finished.progress.state).toBe('failed');
    const problems = [...finished.tasks.values()].map(({ problem }) => problem);
    const cycle = problems.find((problem) => problem?.code === 'cycle');
    expect(cycle?.message).toContain('Narcissus');
  });
});

describe('what a run tells', () => {
  it('counts that always add up, and logs kept per task', async () => {
    const bench = new TestBench();
    const tasks = [
      night.with({ n: 20, trace: bench.trace }),
      ...members(bench, ['ok-1', 'fail-2', 'slow-3']),
    ];
    const finished = await bench.run(tasks);
    const runs = finished.events.flatMap((event) => (event.type === 'run' ? [event.run] : []));
    expect(runs.length).toBeGreaterThan(0);
    for (const { counts: byState, planned } of runs) {
      const sum = Object.values(byState).reduce((total, count) => total + count, 0);
      expect(sum).toBe(planned);
    }
    const last = runs.at(-1);
    expect(last).toMatchObject({ state: 'failed', counts: { queued: 0, running: 0 } });
    const engine = await bench.engine();
    const stored = await engine.store?.run(finished.progress.run);
    expect(stored).toMatchObject({ state: 'failed', counts: JSON.stringify(last?.counts) });

    const [, one] = tasks;
    if (one === undefined) throw new Error('no task');
    const lines = readTaskLog(engine.workspace.layout.log, finished.of(one).id);
    expect(lines.map(({ text, level }) => [text, level])).toEqual([['this is ok-1', 'info']]);
    expect(readTaskLog(engine.workspace.layout.log, 'ffff')).toEqual([]);
  });
});
