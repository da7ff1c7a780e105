import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unlimited } from '../../core/sdss/archive/bandwidth.ts';
import { createBufferPool } from '../../core/sdss/archive/bufferPool.ts';
import type { Clock } from '../../core/sdss/archive/clock.ts';
import { createDiskPace } from '../../core/sdss/archive/diskPace.ts';
import type { DownloadTools } from '../../core/sdss/archive/download.ts';
import { createHostState } from '../../core/sdss/archive/hostState.ts';
import { createHttpClient } from '../../core/sdss/archive/http/httpClient.ts';
import { defaultRetryPolicy } from '../../core/sdss/archive/retryPolicy.ts';

/** A clock that never waits and remembers how long it should have. */
export function impatientClock(): Clock & { readonly slept: number[] } {
  let ahead = 0;
  const slept: number[] = [];
  return {
    slept,
    now: () => Date.now() + ahead,
    sleep: (ms, signal) => {
      signal?.throwIfAborted();
      slept.push(ms);
      ahead += ms;
      return Promise.resolve();
    },
  };
}

/** Tools for `download` against servers of a test, with small limits. */
export function downloadTools(
  origins: readonly string[],
  { idleTimeoutMs = 400, attempts = 5 } = {},
): DownloadTools & { readonly clock: ReturnType<typeof impatientClock>; close(): void } {
  const clock = impatientClock();
  const client = createHttpClient({ connections: 4, idleTimeoutMs });
  return {
    clock,
    close: () => client.close(),
    connection: {
      client,
      clock,
      knownOrigins: new Set(origins),
      credentialsFor: () => Promise.resolve(undefined),
      credentialsFile: '~/.netrc',
    },
    retrying: {
      policy: { ...defaultRetryPolicy, attempts },
      clock,
      hosts: createHostState(clock),
      random: () => 0.5,
    },
    bandwidth: unlimited,
    buffers: createBufferPool(64 * 1024),
    pace: createDiskPace(() => performance.now()),
    resumeFromBytes: 100_000,
  };
}

export async function temporaryFolder(): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'astra-archive-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** All files below a folder, temporary ones included, as sorted relative paths. */
export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

/** Reproducible bytes that do not look like anything. */
export function noise(length: number, seed = 1): Buffer {
  const bytes = Buffer.alloc(length);
  let state = seed >>> 0 || 1;
  for (let i = 0; i < length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    bytes[i] = state >>> 24;
  }
  return bytes;
}
