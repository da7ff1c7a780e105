import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createArchive, type Archive } from '../../core/sdss/archive/archive.ts';
import { defaultArchiveSettings } from '../../core/sdss/archive/settings.ts';
import type { SyncEvent } from '../../core/sdss/archive/syncEvent.ts';
import type { SyncPlan } from '../../core/sdss/archive/syncPlan.ts';
import * as fault from './faultServer.ts';
import { filesBelow, noise, temporaryFolder } from './fixture.ts';

const FOLDER = '/sas/dr17/apogee/spectro/redux/dr17/stars/apo25m/M67';
const names = Array.from({ length: 12 }, (_, i) => `apStar-dr17-2M${i}.fits`);
/** The project's own Node, which runs TypeScript as it is. */
const NODE = join(import.meta.dirname, '../../node_modules/.bin/node');
const modified = new Date('2021-11-05T10:11:12Z');
const contents = names.map((_, i) => noise(1_200_000, i + 1));

let server: fault.FaultServer;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;

beforeEach(async () => {
  server = await fault.startFaultServer();
  folder = await temporaryFolder();
  const rows = names.map((name) => `<a href="${name}">${name}</a> 05-Nov-2021 10:11 1200000\n`);
  const index = Buffer.from(
    `<title>Index of ${FOLDER}</title><a href="../">../</a>\n${rows.join('')}`,
  );
  server.serve(`${FOLDER}/`, { bytes: index, modified });
});
afterEach(async () => {
  await server.close();
  await folder.remove();
});

function serveFiles(...answers: fault.Answer[]): void {
  for (const [i, name] of names.entries()) {
    const bytes = contents[i] ?? Buffer.alloc(0);
    server.serve(`${FOLDER}/${name}`, { bytes, modified }, ...answers);
  }
}

function archive(): Archive {
  const settings = { publicHost: server.origin, mirrors: [], resumeFromBytes: 100_000 };
  return createArchive({
    roots: [folder.path],
    settings: { ...defaultArchiveSettings, idleTimeoutMs: 500, attempts: 1, ...settings },
  });
}

async function plan(made: Archive): Promise<SyncPlan> {
  const selection = {
    releases: ['DR17'],
    telescopes: ['apo25m'],
    fields: ['M67'],
    species: ['apStar'],
  };
  for await (const event of made.planSync(selection))
    if (event.type === 'planned') return event.plan;
  throw new Error('no plan');
}

async function syncAll(): Promise<SyncEvent[]> {
  const made = archive();
  const events: SyncEvent[] = [];
  for await (const event of made.runSync(await plan(made))) events.push(event);
  made.close();
  return events;
}

async function expectAllWhole(): Promise<void> {
  const files = await filesBelow(folder.path);
  expect(files.map((file) => file.slice(file.lastIndexOf('/') + 1))).toEqual([...names].sort());
  for (const [i, name] of names.entries()) {
    const bytes = readFileSync(join(folder.path, FOLDER.slice('/sas/'.length), name));
    expect(contents[i]?.equals(bytes)).toBe(true);
  }
}

/** A sync in a process of its own, killed with SIGKILL `delay` after its first byte of data. */
function killedSync(delay: number): Promise<void> {
  const script = join(import.meta.dirname, 'syncChild.ts');
  const child = spawn(NODE, [script, server.origin, folder.path], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child.stdout.once('data', () => setTimeout(() => child.kill('SIGKILL'), delay));
  return new Promise((done) => child.once('exit', () => done()));
}

describe('a sync', () => {
  it('that is killed at any moment leaves only whole files under their names, and the next completes', async () => {
    serveFiles(fault.slowly(100_000, 20));
    for (const delay of [5, 40, 90, 120, 150]) {
      await killedSync(delay);
      for (const file of await filesBelow(folder.path)) {
        const name = file.slice(file.lastIndexOf('/') + 1);
        const whole = contents[names.indexOf(name)];
        if (!name.startsWith('.'))
          expect(whole?.equals(readFileSync(join(folder.path, file)))).toBe(true);
      }
    }
    const interrupted = (await filesBelow(folder.path)).filter((file) =>
      file.endsWith('.part'),
    ).length;
    expect(interrupted).toBeGreaterThan(0);
    serveFiles(fault.honest);
    server.requests.length = 0;
    const events = await syncAll();
    await expectAllWhole();
    expect(
      server.requests.filter(({ headers }) => headers.range !== undefined).length,
    ).toBeGreaterThan(0);
    expect(events.some((event) => event.type === 'fetched' && event.resumedFrom > 0)).toBe(true);
  });

  it('reports files that fail and brings the others', async () => {
    serveFiles(fault.honest);
    server.serve(
      `${FOLDER}/${names[0] ?? ''}`,
      { bytes: Buffer.alloc(0), modified },
      fault.status(403),
    );
    server.serve(`${FOLDER}/${names[1] ?? ''}`, { bytes: Buffer.alloc(0), modified }, fault.page());
    const events = await syncAll();
    const failed = events.flatMap((event) => (event.type === 'failed' ? [event.problem.code] : []));
    expect(failed.sort()).toEqual(['archive-forbidden', 'archive-html-instead']);
    expect(events.at(-1)).toMatchObject({ summary: { fetched: 10, notTried: 0 } });
    serveFiles(fault.honest);
    await syncAll();
    await expectAllWhole();
  });

  it('ends early when the archive goes out of reach, and says how much was not tried', async () => {
    serveFiles(fault.honest);
    const made = archive();
    const whole = await plan(made);
    await server.close();
    const events: SyncEvent[] = [];
    for await (const event of made.runSync(whole)) events.push(event);
    made.close();
    const last = events.at(-1);
    if (last?.type !== 'ended') throw new Error('the sync did not end');
    expect(last.summary.fetched).toBe(0);
    expect(last.summary.notTried + last.summary.failed.length).toBe(12);
    expect(last.summary.notTried).toBeGreaterThanOrEqual(8);
    expect(last.summary.failed[0]?.problem.code).toBe('archive-out-of-reach');
    server = await fault.startFaultServer();
  });

  it('is cancelled by breaking out of its events, and goes on later', async () => {
    serveFiles(fault.slowly(60_000, 10));
    const made = archive();
    for await (const event of made.runSync(await plan(made))) if (event.type === 'fetched') break;
    made.close();
    serveFiles(fault.honest);
    await syncAll();
    await expectAllWhole();
  });

  it('counts bytes exactly, whatever happens on the way', async () => {
    serveFiles(fault.cutAfter(200_000, 'close'), fault.honest);
    for (let i = 0; i < 3; i++) await syncAll();
    await expectAllWhole();
    serveFiles(fault.honest);
    const events = await syncAll();
    expect(events.at(-1)).toMatchObject({ summary: { fetched: 0, bytes: 0 } });
  });

  it('gives progress that only grows within a calm run and ends at the total', async () => {
    serveFiles(fault.slowly(60_000, 5));
    const progress = (await syncAll()).filter((event) => event.type === 'progress');
    const bytes = progress.map((event) => event.bytes);
    expect(bytes).toEqual([...bytes].sort((a, b) => a - b));
    expect(progress.at(-1)).toMatchObject({ bytes: 14_400_000, totalBytes: 14_400_000, files: 12 });
    expect(progress.some((event) => event.rate > 0 && event.etaSeconds !== undefined)).toBe(true);
  });
});
