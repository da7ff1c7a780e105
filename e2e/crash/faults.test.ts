import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createWorkspace } from '../../core/workspace/workspace.ts';
import { openCrashEngine, runAll } from './crashEngine.ts';
import { series, startFile, steps } from './crashFamilies.ts';

const tasksInAll = series * (steps + 1);
const isRoot = process.getuid?.() === 0;

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'astra-fault-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

function newWorkspace(root: string, workers: number): void {
  createWorkspace(root, { workers, useSasBaseDir: false });
  writeFileSync(join(root, startFile), '0');
}

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs everything in a process of its own; `uid` as another user. */
function runChild(root: string, options: { uid?: number; trace?: string } = {}): Promise<Ended> {
  const program = join(import.meta.dirname, 'crashChild.ts');
  const trace = options.trace ?? join(root, 'trace.txt');
  const child = spawn(process.execPath, [program, root, trace], {
    ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.uid }),
    cwd: '/',
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (data: Buffer) => (stdout += data.toString()));
  child.stderr.on('data', (data: Buffer) => (stderr += data.toString()));
  return new Promise((resolve) => {
    child.on('exit', (code) => resolve({ code, stdout, stderr }));
  });
}

/** A small file system of its own, where this machine lets the tests have one. */
function smallDisk(bytes: number): string | undefined {
  const path = folder();
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', path]);
  if (mounted.status !== 0) return undefined;
  onTestFinished(() => void spawnSync('umount', ['-l', path]));
  return path;
}

function leftovers(root: string): string[] {
  return readdirSync(join(root, 'outputs'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    /(^|\/)\.(new|old)-/.test(name),
  );
}

describe('a full disk', () => {
  it('fails what finds no room, leaves nothing half-written, and the next run completes', async ({
    skip,
  }) => {
    const root = smallDisk(1_500_000);
    if (root === undefined) {
      console.warn('SKIPPED: no tmpfs can be mounted here, so no full disk is tried');
      return skip();
    }
    const trace = join(folder(), 'trace.txt');
    newWorkspace(root, 2);
    const ended = await runChild(root, { trace });
    expect(`${ended.stdout}${ended.stderr}`).toMatch(/"failed":[1-9]|disk-full/);
    expect(ended.stderr).not.toMatch(/at .*\.ts:\d+/); // a stack trace: a bug, not a message
    expect(leftovers(root)).toEqual([]);

    spawnSync('mount', ['-o', 'remount,size=64000000', root]);
    const engine = await openCrashEngine(root);
    const known = new Set<string>();
    for (const family of ['Step', 'Total']) {
      for (const { id } of (await engine.store?.recordsOfFamily(family, 0, 1000)) ?? [])
        known.add(id);
    }
    expect(engine.recovery.damaged).toBe(0);
    const { progress, run } = await runAll(engine, trace, []);
    expect(progress.counts).toMatchObject({ failed: 0, blocked: 0 });
    for (const { id, state } of run.tasks()) if (known.has(id)) expect(state).toBe('reused');
    expect(leftovers(root)).toEqual([]);
    expect(await engine.store?.countByFamily()).toEqual(
      new Map([
        ['Step', series * steps],
        ['Total', series],
      ]),
    );
    await engine.close();
  });
});

describe('permissions', () => {
  const nobody = 65_534;
  /** Root may write everywhere, so as root these run as somebody else. */
  const other = isRoot ? { uid: nobody } : {};

  function workspaceOfOther(): string {
    const root = folder();
    newWorkspace(root, 1);
    chmodSync(root, 0o755);
    return root;
  }

  function giveTo(path: string): void {
    if (!isRoot) return;
    for (const name of ['', ...readdirSync(path, { recursive: true, encoding: 'utf8' })]) {
      chownSync(join(path, name), nobody, nobody);
    }
  }

  it('a workspace that may not be written is refused with a sentence, and nothing is left in it', async () => {
    const root = workspaceOfOther();
    if (!isRoot) for (const name of ['.astra', 'outputs', '']) chmodSync(join(root, name), 0o555);
    const before = readdirSync(root, { recursive: true });
    const ended = await runChild(root, other);
    if (!isRoot) for (const name of ['', '.astra', 'outputs']) chmodSync(join(root, name), 0o755);
    expect(ended.code).toBe(1);
    expect(ended.stderr).toMatch(/^workspace-read-only: .*cannot be written/);
    expect(ended.stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(readdirSync(root, { recursive: true })).toEqual(before);
  });

  it('outputs that may not be written fail their tasks with a reason and nothing else', async () => {
    const root = workspaceOfOther();
    mkdirSync(join(root, 'outputs', 'Step'));
    writeFileSync(join(root, 'trace.txt'), '');
    giveTo(root);
    chownSync(join(root, 'outputs', 'Step'), 0, 0);
    chmodSync(join(root, 'outputs', 'Step'), 0o555);
    const ended = await runChild(root, other);
    chmodSync(join(root, 'outputs', 'Step'), 0o755);
    expect(ended.stderr).toBe('');
    expect(ended.stdout).toContain(`"blocked":${tasksInAll - series},"failed":${series}`);
    giveTo(root);
    expect((await runChild(root, other)).stdout).toContain(`"ran":${tasksInAll}`);
  });
});

describe('two processes at once', () => {
  it('the second is refused with the name of the first, which is not disturbed', async () => {
    const root = folder();
    newWorkspace(root, 2);
    const trace = join(root, 'trace.txt');
    const engine = await openCrashEngine(root);
    const second = await runChild(root);
    expect(second.code).toBe(1);
    expect(second.stderr).toMatch(
      new RegExp(`^workspace-busy: the crash test \\(process ${process.pid}\\) is working in this`),
    );
    expect(second.stdout).toBe('');
    expect(existsSync(trace)).toBe(false);
    const { progress } = await runAll(engine, trace, []);
    expect(progress.counts.ran).toBe(tasksInAll);
    await engine.close();
    expect((await runChild(root)).stdout).toContain(`"reused":${tasksInAll + 1}`);
  });
});
