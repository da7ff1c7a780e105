import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { describe, expect, it, onTestFinished } from 'vitest';
import { incarnationOf } from './incarnation.ts';
import { lockHolder, takeLock, type LockHolder } from './lock.ts';

const now = new Date();

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'astra-lock-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

function writeLock(path: string, holder: Partial<LockHolder>): void {
  const since = '2026-01-01T00:00:00.000Z';
  const whole = { pid: 1, host: hostname(), since, what: 'astra run', ...holder };
  writeFileSync(join(path, 'engine.lock'), JSON.stringify(whole));
}

/** The number of a process that has just ended. */
function deadPid(): number {
  return spawnSync(process.execPath, ['-e', '']).pid;
}

describe('the lock of a workspace', () => {
  it('is held by one; the next is told by whom, since when and what to do', () => {
    const path = folder();
    const lock = takeLock(path, 'the app', now);
    expect(lock.tookOver).toBe(false);
    expect(statSync(join(path, 'engine.lock')).mode & 0o777).toBe(0o600);
    expect(() => takeLock(path, 'astra run', now)).toThrow(
      `the app (process ${process.pid}) is working in this workspace since ${now.toISOString()}`,
    );
    expect(lockHolder(path)).toMatchObject({ pid: process.pid, what: 'the app' });
    lock.release();
    expect(readdirSync(path)).toEqual([]);
    expect(lockHolder(path)).toBeUndefined();
    takeLock(path, 'astra run', now).release();
  });

  it('is taken over from a process that is gone', () => {
    const path = folder();
    writeLock(path, { pid: deadPid() });
    expect(lockHolder(path)).toBeUndefined();
    const lock = takeLock(path, 'astra run', now);
    expect(lock.tookOver).toBe(true);
    lock.release();
    expect(readdirSync(path)).toEqual([]);
  });

  it('is taken over where the number of a dead process was given to another', () => {
    const path = folder();
    // In a container the next process often has the very number of the last one.
    writeLock(path, { pid: process.pid, incarnation: 'another boot:42' });
    expect(takeLock(path, 'astra run', now).tookOver).toBe(true);
    writeLock(path, { pid: process.pid, since: '2001-01-01T00:00:00.000Z' });
    expect(takeLock(path, 'astra run', now).tookOver).toBe(true);
    const parent = incarnationOf(process.ppid);
    writeLock(path, {
      pid: process.ppid,
      ...(parent === undefined ? {} : { incarnation: parent }),
    });
    expect(() => takeLock(path, 'astra run', now)).toThrow(`process ${process.ppid}`);
  });

  it('is taken over where the last one was cut off while writing it', () => {
    const path = folder();
    writeFileSync(join(path, 'engine.lock'), '{"pid": 4');
    expect(takeLock(path, 'astra run', now).tookOver).toBe(true);
  });

  it('of another host is believed, and the message says how to go on if that host is no more', () => {
    const path = folder();
    writeLock(path, { pid: deadPid(), host: 'node-17' });
    expect(() => takeLock(path, 'astra run', now)).toThrow(
      expect.objectContaining({
        code: 'workspace-busy',
        message: expect.stringContaining('on node-17') as string,
        advice: expect.stringContaining(join(path, 'engine.lock')) as string,
      }) as Error,
    );
  });

  it('is not released by one who has lost it', () => {
    const path = folder();
    const lock = takeLock(path, 'astra run', now);
    writeLock(path, { host: 'node-17' });
    lock.release();
    expect(existsSync(join(path, 'engine.lock'))).toBe(true);
  });

  it('of the dead is taken over by exactly one of many at once', async () => {
    const path = folder();
    const rounds = 20;
    const code = `
      const { workerData, parentPort } = require('node:worker_threads');
      const gate = new Int32Array(workerData.gate);
      import(workerData.module).then(({ takeLock }) => {
        for (let round = 1; round <= workerData.rounds; round += 1) {
          parentPort.postMessage('ready');
          Atomics.wait(gate, 0, round - 1);
          let won = 0;
          try { takeLock(workerData.path, 'racer', new Date()); won = 1; } catch {}
          parentPort.postMessage(won);
        }
      });`;
    const gate = new SharedArrayBuffer(4);
    const module = new URL('./lock.ts', import.meta.url).href;
    let ready = 0;
    let answers: number[] = [];
    const workers = [1, 2, 3].map(() => {
      const worker = new Worker(code, { eval: true, workerData: { gate, module, path, rounds } });
      worker.on('message', (message: number | string) => {
        if (typeof message === 'string') ready += 1;
        else answers.push(message);
      });
      return worker;
    });
    const waitFor = async (condition: () => boolean) => {
      while (!condition()) await new Promise((resolve) => setTimeout(resolve, 1));
    };
    for (let round = 1; round <= rounds; round += 1) {
      await waitFor(() => ready === 3);
      ready = 0;
      answers = [];
      writeLock(path, { pid: deadPid(), since: now.toISOString() });
      Atomics.store(new Int32Array(gate), 0, round);
      Atomics.notify(new Int32Array(gate), 0);
      await waitFor(() => answers.length === 3);
      expect(answers.reduce((sum, won) => sum + won, 0)).toBe(1);
    }
    await Promise.all(workers.map((worker) => worker.terminate()));
    expect(JSON.parse(readFileSync(join(path, 'engine.lock'), 'utf8'))).toMatchObject({
      pid: process.pid,
    });
  });
});
