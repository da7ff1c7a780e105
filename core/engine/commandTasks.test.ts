import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { TaskId } from '../task/task.ts';
import { CommandRunner } from './commandRunner.ts';
import { readTaskLog } from './taskLog.ts';
import { TestBench, until } from './testBench.testing.ts';
import { shell } from './testFamilies.testing.ts';

const write = `require('fs').writeFileSync(process.env.OUT, 'made by a program\\n')`;

describe('a command task', () => {
  it('runs a program, which writes the output; its lines are in the log', async () => {
    const bench = new TestBench();
    const task = shell.with({ script: `${write}; console.log('hello'); console.error('careful')` });
    const finished = await bench.run([task]);
    const { id, state, outputs } = finished.of(task);
    expect(state).toBe('ran');
    expect(readFileSync(bench.path(outputs[0] ?? ''), 'utf8')).toBe('made by a program\n');
    const lines = readTaskLog(bench.workspace.layout.log, id);
    expect(lines.map(({ level, text }) => `${level} ${text}`).sort()).toEqual([
      'info hello',
      'warning careful',
    ]);
  });

  it('fails with the end of what the program said, and leaves nothing behind', async () => {
    const bench = new TestBench();
    const task = shell.with({ script: `${write}; console.error('no flux'); process.exit(3)` });
    const finished = await bench.run([task]);
    expect(finished.of(task)).toMatchObject({
      state: 'failed',
      problem: { code: 'command-failed' },
    });
    expect(finished.of(task).why).toMatch(/ended with exit code 3: no flux/);
    expect(bench.leftovers()).toEqual([]);
    expect(bench.outputs().filter((path) => path.endsWith('out.txt'))).toEqual([]);
  });

  it('ends its program when it is cancelled', async () => {
    const bench = new TestBench();
    const task = shell.with({ script: `console.log(process.pid); setInterval(() => {}, 1000)` });
    const finished = await bench.run([task], {
      during: async (run, events) => {
        await until(() => events.some(({ type }) => type === 'log'));
        run.cancel();
      },
    });
    expect(finished.of(task).state).toBe('cancelled');
    const said = finished.events.flatMap((event) =>
      event.type === 'log' ? [event.line.text] : [],
    );
    const pid = Number(said[0]);
    expect(pid).toBeGreaterThan(0);
    expect(() => process.kill(pid, 0)).toThrow();
    expect(bench.leftovers()).toEqual([]);
  });

  it('whose program ends well without an output is not complete', async () => {
    const bench = new TestBench();
    const task = shell.with({ script: 'process.exit(0)' });
    const finished = await bench.run([task]);
    expect(finished.of(task)).toMatchObject({
      state: 'failed',
      problem: { code: 'output-missing' },
    });
  });
});

describe('the process that runs programs', () => {
  it('names a program that is not there', async () => {
    const runner = new CommandRunner();
    const command = {
      kind: 'command',
      program: 'no-such-program',
      args: [],
      cwd: '/',
      env: {},
    } as const;
    const id = '0'.repeat(32) as TaskId;
    await expect(runner.run(id, command, () => undefined)).rejects.toMatchObject({
      code: 'command-not-found',
    });
    runner.close();
  });
});
