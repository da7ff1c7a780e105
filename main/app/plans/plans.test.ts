import { symlinkSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  contract,
  type MethodInput,
  type MethodName,
  type MethodOutput,
} from '../../../core/api/contract.ts';
import { TestBench } from '../../../core/engine/testBench.testing.ts';
import { runHandlers } from '../runHandlers.ts';
import { Runs } from '../runs.ts';
import { taskHandlers } from '../taskHandlers.ts';
import { planHandlers } from './planHandlers.ts';
import { PlanShelf } from './planShelf.ts';

/** The task methods of the app over a bench of test families, checked by the contract both ways. */
async function app(anyPath = false) {
  const bench = new TestBench();
  const engine = await bench.engine();
  const plans = new PlanShelf();
  const bugs: unknown[] = [];
  const runs = new Runs(
    engine,
    () => undefined,
    () => plans.outdate(),
    (bug) => bugs.push(bug),
  );
  const current = () => ({ engine, runs, plans });
  const handlers = {
    ...taskHandlers(current),
    ...planHandlers(current, anyPath),
    ...runHandlers(current),
  };
  async function call<M extends MethodName & keyof typeof handlers>(
    method: M,
    input: MethodInput<M>,
  ): Promise<MethodOutput<M>> {
    const handler = handlers[method] as (input: unknown) => Promise<unknown>;
    const answer = await handler(contract[method].input.parse(input));
    return contract[method].output.parse(answer) as MethodOutput<M>;
  }
  const table = (name: string, text: string) => ({ name, bytes: new TextEncoder().encode(text) });
  const members = (...names: string[]) =>
    table('members.csv', ['member', ...names].join('\n') + '\n');
  const plan = (...names: string[]) =>
    call('tasks.planBatch', { family: 'Member', params: {}, table: members(...names) });
  /** Runs a plan to its end. */
  const run = async (handle: string) => {
    const { runId } = await call('tasks.run', { plan: handle });
    await engine.drained();
    return runs.get(runId).progress();
  };
  return { bench, engine, runs, bugs, call, table, members, plan, run };
}

const numbered = (count: number) => Array.from({ length: count }, (_, index) => `m-${index}`);

describe('a batch in the app', () => {
  it('is planned with its reasons, run, and reused the second time', async () => {
    const { plan, run, call } = await app();
    const first = await plan(...numbered(300));
    expect(first).toMatchObject({ planned: 300, toRun: 300, reused: 0, estimateSeconds: null });
    expect(first.groups).toEqual([
      { action: 'run', family: 'Member', why: 'never run', tasks: 300, estimateSeconds: null },
    ]);
    expect(first.command).toBe('astra run Member --batch members.csv');
    expect(await run(first.plan)).toMatchObject({ state: 'done', counts: { ran: 300 } });
    const second = await plan(...numbered(300));
    expect(second).toMatchObject({ planned: 300, toRun: 0, reused: 300 });
    const page = await call('tasks.planPage', { plan: second.plan, offset: 290, limit: 100 });
    expect(page.total).toBe(300);
    expect(page.tasks).toHaveLength(10);
    expect(page.tasks[0]).toMatchObject({ action: 'reuse', why: 'complete', subject: 'g m-290' });
  });

  it('that ran already is planned anew by its handle: nothing is done twice', async () => {
    const { plan, run } = await app();
    const { plan: handle } = await plan('a', 'b');
    expect((await run(handle)).counts).toMatchObject({ ran: 2 });
    expect((await run(handle)).counts).toMatchObject({ ran: 0, reused: 2 });
  });

  it('is looked through by action, family and words', async () => {
    const { call, plan, run, table } = await app();
    await run((await plan('a', 'b')).plan);
    const { plan: handle } = await call('tasks.planBatch', {
      family: 'Consumer',
      params: { group: 'g' },
      table: table('pasted', 'member\na\nb\nc-one\nc-two\n'),
    });
    const found = async (filter: MethodInput<'tasks.planPage'>['filter']) => {
      const input = { plan: handle, filter, offset: 0, limit: 10 };
      const { total, tasks } = await call('tasks.planPage', input);
      expect(total).toBe(tasks.length);
      return tasks.map(({ family, subject }) => `${family} ${subject}`);
    };
    expect(await found({ action: 'reuse' })).toEqual(['Member g a', 'Member g b']);
    expect(await found({ family: 'Member', text: 'ONE never' })).toEqual(['Member g c-one']);
    expect(await found({ action: 'wait' })).toEqual([]);
    const matrix = await call('tasks.planMatrix', { plan: handle, offset: 1, limit: 2 });
    expect(matrix.families).toEqual(['Member', 'Consumer']);
    expect(matrix.rows.map(({ subject }) => subject)).toEqual(['g b', 'g c-one']);
    expect(matrix.rows[0]?.cells.map((cell) => cell?.action)).toEqual(['reuse', 'run']);
  });

  it('too large to be explained at once says on each page how its tasks differ from earlier ones', async () => {
    const { bench, call, run, table } = await app();
    bench.write('a.txt', 'abc');
    const plan = (orders: readonly number[]) =>
      call('tasks.planBatch', {
        family: 'ParityOf',
        params: { path: 'a.txt' },
        table: table('orders.csv', ['order', ...orders].join('\n')),
      });
    await run((await plan([1])).plan);
    const large = await plan(Array.from({ length: 1001 }, (_, index) => index + 2));
    expect(large.groups[0]).toMatchObject({ action: 'run', why: 'never run', tasks: 1001 });
    const page = await call('tasks.planPage', {
      plan: large.plan,
      filter: { action: 'run' },
      offset: 3,
      limit: 1,
    });
    expect(page.tasks[0]?.why).toBe('new: order 1 → 5');
  });

  it('names the line of a row that cannot be understood, and plans nothing', async () => {
    const { call, table } = await app();
    const bad = table('nights.csv', 'n\n1\n2\nthree\n');
    await expect(
      call('tasks.planBatch', { family: 'Night', params: {}, table: bad }),
    ).rejects.toMatchObject({ where: { file: 'nights.csv', line: 4, parameter: 'n' } });
  });

  it('may be read from the workspace, and from elsewhere only where the host sees the disk', async () => {
    const { bench, call } = await app();
    bench.write('list.csv', 'member\na\nb\n');
    const from = (path: string) =>
      call('tasks.planBatch', { family: 'Member', params: {}, table: { path } });
    expect((await from('list.csv')).planned).toBe(2);
    const outside = new URL(import.meta.url).pathname;
    await expect(from(outside)).rejects.toMatchObject({ code: 'not-in-workspace' });
    symlinkSync(dirname(outside), bench.path('out'));
    await expect(from('out/plans.test.ts')).rejects.toMatchObject({ code: 'not-in-workspace' });
    await expect(from('none.csv')).rejects.toMatchObject({ code: 'missing-file' });
  });

  it('can be cancelled while it is planned', async () => {
    const { call, table } = await app();
    const rows = Array.from({ length: 60_000 }, (_, index) => `x-${index}`).join('\n');
    const planning = call('tasks.planBatch', {
      family: 'Member',
      params: {},
      table: table('many.csv', `member\n${rows}\n`),
      ticket: 'mine',
    });
    const refused = expect(planning).rejects.toMatchObject({ code: 'cancelled' });
    expect(await call('tasks.cancelPlan', { ticket: 'mine' })).toEqual({ cancelled: true });
    await refused;
    expect(await call('tasks.cancelPlan', { ticket: 'mine' })).toEqual({ cancelled: false });
  });
});

describe('a sweep in the app', () => {
  it('is a task for each combination, and the command says so', async () => {
    const { call } = await app();
    const summary = await call('tasks.plan', {
      family: 'Night',
      params: {},
      sweeps: [{ name: 'n', values: ['0', '2', '2'] }],
    });
    expect(summary.planned).toBe(3); // night 2 requires night 1, which requires night 0
    expect(summary.command).toBe('astra run Night --sweep n=0,2');
  });

  it('goes over every row of a batch, and is refused where it makes too many', async () => {
    const { call, members } = await app();
    const sweep = (name: string, count: number) => ({
      name,
      values: Array.from({ length: count }, (_, index) => String(index)),
    });
    const asked = { family: 'Member', params: {}, table: members('a', 'b') };
    const summary = await call('tasks.planBatch', { ...asked, sweeps: [sweep('group', 3)] });
    expect(summary.planned).toBe(6);
    const sweeps = [sweep('group', 200), sweep('trace', 200)];
    await expect(call('tasks.planBatch', { ...asked, sweeps })).rejects.toMatchObject({
      code: 'bad-sweep',
    });
  });
});

describe('a handle', () => {
  it('that was released or pushed out by later plans is refused', async () => {
    const { call, plan } = await app();
    const [first, second] = [await plan('a'), await plan('b')];
    await call('tasks.release', { plan: second.plan });
    const page = (handle: string) => call('tasks.planPage', { plan: handle, offset: 0, limit: 1 });
    await expect(page(second.plan)).rejects.toMatchObject({ code: 'unknown-plan' });
    await expect(call('tasks.run', { plan: second.plan })).rejects.toMatchObject({
      code: 'unknown-plan',
    });
    expect((await page(first.plan)).total).toBe(1);
    for (const name of numbered(8)) await plan(name);
    await expect(page(first.plan)).rejects.toMatchObject({ code: 'unknown-plan' });
  });

  it('tells the detail of a task that never ran', async () => {
    const { call, plan } = await app();
    const { plan: handle } = await plan('a');
    const { tasks } = await call('tasks.planPage', { plan: handle, offset: 0, limit: 1 });
    const detail = await call('tasks.detail', { id: tasks[0]?.id ?? '' });
    expect(detail).toMatchObject({ state: 'never', why: 'never run', subject: 'g a' });
    expect(detail.parameters).toContainEqual({ name: 'member', value: 'a', significant: true });
  });
});

describe('a preview', () => {
  it('matches columns to parameters and names every fault with its line', async () => {
    const { call, table } = await app();
    const text = 'n,colour\n1,red\n-1,red\nmany,\n';
    const preview = await call('tasks.batchPreview', {
      family: 'Night',
      params: {},
      table: table('nights.csv', text),
    });
    expect(preview.columns).toEqual([
      { name: 'n', parameter: 'n' },
      { name: 'colour', parameter: null },
    ]);
    expect(preview).toMatchObject({ checked: 3, whole: true, faultyRows: 2 });
    expect(preview.rows[1]).toEqual({ line: 3, cells: ['-1', 'red'] });
    expect(preview.faults.map(({ line, parameter }) => `${line} ${parameter}`)).toEqual([
      '1 colour',
      '3 n',
      '4 n',
    ]);
  });

  it('reads on to a limit only, and shows JSON lines under common columns', async () => {
    const { call, table } = await app();
    const rows = Array.from({ length: 6000 }, (_, index) => `{"member":"m-${index}"}`);
    const text = ['{"group":"h","member":"a"}', ...rows].join('\n');
    const preview = await call('tasks.batchPreview', {
      family: 'Member',
      params: {},
      table: table('list.jsonl', text),
    });
    expect(preview).toMatchObject({ checked: 5000, whole: false, faultyRows: 0 });
    expect(preview.rows[1]).toEqual({ line: 2, cells: ['', 'm-0'] });
  });

  it('says where a table breaks off', async () => {
    const { call, table } = await app();
    const preview = await call('tasks.batchPreview', {
      family: 'Member',
      params: {},
      table: table('members.csv', 'member,group\na,g\nb\n'),
    });
    expect(preview.faults).toMatchObject([{ line: 3, parameter: '' }]);
  });
});

describe('failures of a run', () => {
  it('are grouped by what they say, paged, and retried all, one group or one task', async () => {
    const { call, plan, engine, bugs } = await app();
    const { plan: handle } = await plan('a', 'fail-1', 'half-1', 'half-2');
    const { runId } = await call('tasks.run', { plan: handle });
    await engine.drained();
    const { failed, groups } = await call('runs.failures', { runId });
    expect(failed).toBe(3);
    const broke = groups.find(({ message }) => message === 'it broke off');
    expect(broke).toMatchObject({ family: 'Member', code: 'bad-spectrum', tasks: 2 });
    const page = await call('runs.tasks', { runId, failure: broke?.key, offset: 1, limit: 5 });
    expect(page).toMatchObject({ total: 2, tasks: [{ state: 'failed' }] });
    expect((await call('runs.tasks', { runId, states: ['ran'], offset: 0, limit: 5 })).total).toBe(
      1,
    );
    const detail = await call('tasks.detail', { id: page.tasks[0]?.id ?? '' });
    expect(detail).toMatchObject({ state: 'failed', why: 'it broke off' });
    expect(detail.log.map(({ text }) => text)).toContain('this is half-2');

    const all = await call('runs.retry', { runId });
    await engine.drained();
    expect(all).toMatchObject({ tasks: 3, run: { planned: 3 } });
    expect(await call('runs.retry', { runId, failure: broke?.key })).toMatchObject({ tasks: 2 });
    await engine.drained();
    const one = { runId, ids: [page.tasks[0]?.id ?? ''] };
    expect(await call('runs.retry', one)).toMatchObject({ tasks: 1 });
    await engine.drained();
    expect(await call('runs.retry', { runId, changed: true })).toEqual({ run: null, tasks: 0 });
    expect(bugs).toEqual([]);
  });

  it('of one task leave the others of its run alone when it is cancelled', async () => {
    const { call, engine, plan } = await app();
    const { plan: handle } = await plan('wait-1', ...numbered(3));
    const { tasks } = await call('tasks.planPage', { plan: handle, offset: 0, limit: 1 });
    const { runId } = await call('tasks.run', { plan: handle });
    await call('runs.cancelTask', { runId, id: tasks[0]?.id ?? '' });
    await engine.drained();
    expect((await call('runs.list', {}))[0]?.counts).toMatchObject({ cancelled: 1, ran: 3 });
  });
});
