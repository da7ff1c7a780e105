import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { Problem } from '../problem/problem.ts';

/** Who works in a workspace. One engine at a time; readers need no lock. */
export interface LockHolder {
  readonly pid: number;
  readonly host: string;
  readonly since: string;
  /** `astra run`, `the app`: named to whoever finds the door shut. */
  readonly what: string;
}

export interface EngineLock {
  /** The lock of a process that died was found and taken over: repairs may be needed. */
  readonly tookOver: boolean;
  release(): void;
}

/**
 * Takes the lock of a workspace. The lock of a dead process of this host is taken over; one of
 * another host is believed, since its process cannot be seen from here.
 *
 * @throws Problem `workspace-busy`, naming the holder; `workspace-read-only`
 */
export function takeLock(folder: string, what: string, now: Date): EngineLock {
  const path = join(folder, 'engine.lock');
  const holder: LockHolder = { pid: process.pid, host: hostname(), since: now.toISOString(), what };
  const text = `${JSON.stringify(holder)}\n`;
  let tookOver = false;
  try {
    mkdirSync(folder, { recursive: true });
    for (;;) {
      if (createExclusive(path, text)) break;
      const other = readHolder(path);
      if (other !== undefined && isAlive(other)) throw busy(other);
      tookOver = true;
      rmSync(path, { force: true });
    }
  } catch (error) {
    if (error instanceof Problem) throw error;
    const detail = error instanceof Error ? error.message : String(error);
    throw new Problem('workspace-read-only', `the workspace cannot be written: ${detail}`, {
      where: { file: folder },
      advice: 'Looking works; to run tasks, use a workspace that you may write to',
    });
  }
  return {
    tookOver,
    release: () => {
      if (readHolder(path)?.pid === process.pid) rmSync(path, { force: true });
    },
  };
}

/** Who holds the workspace now, if anybody living does. */
export function lockHolder(folder: string): LockHolder | undefined {
  const holder = readHolder(join(folder, 'engine.lock'));
  return holder !== undefined && isAlive(holder) ? holder : undefined;
}

function createExclusive(path: string, text: string): boolean {
  try {
    writeFileSync(path, text, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

function readHolder(path: string): LockHolder | undefined {
  try {
    const data: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return isHolder(data) ? data : undefined;
  } catch {
    return undefined;
  }
}

function isHolder(data: unknown): data is LockHolder {
  return (
    typeof data === 'object' &&
    data !== null &&
    'pid' in data &&
    typeof data.pid === 'number' &&
    'host' in data &&
    typeof data.host === 'string'
  );
}

function isAlive({ pid, host }: LockHolder): boolean {
  if (host !== hostname()) return true;
  if (pid === process.pid) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function busy({ pid, host, since, what }: LockHolder): Problem {
  const place = host === hostname() ? '' : ` on ${host}`;
  return new Problem(
    'workspace-busy',
    `${what} (process ${pid}${place}) is working in this workspace since ${since}`,
    { advice: 'Wait until it is done, or use another workspace', transient: true },
  );
}
