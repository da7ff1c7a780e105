import { createHash, randomBytes } from 'node:crypto';
import {
  linkSync,
  mkdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { Problem } from '../problem/problem.ts';
import { incarnationOf } from './incarnation.ts';

/** Who works in a workspace. One engine at a time; readers need no lock. */
export interface LockHolder {
  readonly pid: number;
  readonly host: string;
  readonly since: string;
  /** `astra run`, `the app`: named to whoever finds the door shut. */
  readonly what: string;
  /** See `incarnationOf`; absent where the platform does not say. */
  readonly incarnation?: string;
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
  const text = `${JSON.stringify(thisProcess(what, now))}\n`;
  let tookOver = false;
  try {
    mkdirSync(folder, { recursive: true });
    for (;;) {
      if (createExclusive(path, text)) break;
      const found = readText(path);
      if (found === undefined) continue; // released this moment
      const other = parseHolder(found);
      if (other !== undefined && isAlive(other)) throw busy(other, path);
      if (removeStale(path, found)) tookOver = true;
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
      if (readText(path) === text) rmSync(path, { force: true });
    },
  };
}

/** Who holds the workspace now, if anybody living does. */
export function lockHolder(folder: string): LockHolder | undefined {
  const holder = parseHolder(readText(join(folder, 'engine.lock')) ?? '');
  return holder !== undefined && isAlive(holder) ? holder : undefined;
}

function thisProcess(what: string, now: Date): LockHolder {
  const incarnation = incarnationOf(process.pid);
  return {
    pid: process.pid,
    host: hostname(),
    since: now.toISOString(),
    what,
    ...(incarnation === undefined ? {} : { incarnation }),
  };
}

/**
 * The lock appears with all that is in it: one that was created and then filled could be read empty
 * in between, and be taken for a broken one.
 */
function createExclusive(path: string, text: string): boolean {
  const filled = `${path}.${process.pid}-${randomBytes(4).toString('hex')}`;
  writeFileSync(filled, text, { mode: 0o600 });
  try {
    linkSync(filled, path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    return createWhereLinksAreNot(path, text);
  } finally {
    rmSync(filled, { force: true });
  }
}

/** FAT and some network shares have no hard links. */
function createWhereLinksAreNot(path: string, text: string): boolean {
  try {
    writeFileSync(path, text, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** A takeover takes milliseconds; one that has lasted longer (ms) was itself cut off. */
const longestTakeover = 10_000;

/**
 * Removes the lock of a dead process, if it is still that very lock: of several that find it, one
 * removes it, and none removes the new lock of another. False: look again.
 */
function removeStale(path: string, found: string): boolean {
  const guard = `${path}.${createHash('sha256').update(found).digest('hex').slice(0, 16)}`;
  try {
    mkdirSync(guard);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    const since = statSync(guard, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (Date.now() - since > longestTakeover) rmSync(guard, { recursive: true, force: true });
    return false;
  }
  try {
    if (readText(path) !== found) return false;
    rmSync(path, { force: true });
    return true;
  } finally {
    rmdirSync(guard);
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function parseHolder(text: string): LockHolder | undefined {
  try {
    const data: unknown = JSON.parse(text);
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

function isAlive({ pid, host, since, incarnation }: LockHolder): boolean {
  if (host !== hostname()) return true;
  const now = incarnationOf(pid);
  if (incarnation !== undefined && now !== undefined) return incarnation === now;
  // This process cannot have taken a lock before it began.
  if (pid === process.pid) return Date.parse(since) >= performance.timeOrigin;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

function busy({ pid, host, since, what }: LockHolder, path: string): Problem {
  const elsewhere = host !== hostname();
  const place = elsewhere ? ` on ${host}` : '';
  return new Problem(
    'workspace-busy',
    `${what} (process ${pid}${place}) is working in this workspace since ${since}`,
    {
      advice: elsewhere
        ? `Wait until it is done. If ${host} is no more, remove ${path}`
        : 'Wait until it is done, or use another workspace',
      transient: true,
    },
  );
}
