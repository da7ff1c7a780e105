/**
 * The archive client beside `rsync` from its daemon and `wget`, on loopback: 5,000 files of
 * 20–500 kB, with and without TLS and SHA-1, and with 40 ms added to each request.
 *
 * All of them write where the files are in memory, if the machine has such a place: how fast its
 * disk empties the page cache is not what is compared. Each writes into a folder of its own, and
 * folders are emptied before they are removed at the end, since ext4 makes a file the slower the
 * more have just been deleted.
 */
import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, statfsSync, truncateSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createArchive } from '../../core/sdss/archive/archive.ts';
import { toArchivePath } from '../../core/sdss/archive/archivePath.ts';
import type { ChecksumList } from '../../core/sdss/archive/checksum.ts';
import { defaultArchiveSettings } from '../../core/sdss/archive/settings.ts';
import { totalsOf, type PlannedFile, type SyncPlan } from '../../core/sdss/archive/syncPlan.ts';
import { startNginx } from '../../e2e/archive/nginx.ts';
import { findProgram } from '../../e2e/archive/program.ts';
import { startRsyncDaemon } from '../../e2e/archive/rsyncDaemon.ts';
import type { BenchRow } from '../row.ts';

const FILES = 5000;
/** Fetched with 16 connections; one at a time, as many would take minutes. */
const DELAYED_FILES = 2000;
const SERIAL_FILES = 400;
const DELAY_MS = 40;
const FOLDER = 'dr17/apogee/spectro/redux/dr17/stars/apo25m/bench';
/** Rounds of the cases with a target; the median counts. The others run once. */
const ROUNDS = 3;
const REPEATED = new Set(['rsync', 'plain']);

interface Sample {
  readonly plan: SyncPlan;
  readonly sums: ChecksumList;
  readonly names: readonly string[];
  readonly bytes: number;
}

/** Plants the files and returns the plan that fetches them, as listing the folder would. */
function plant(root: string): Sample {
  const pool = randomBytes(8 << 20);
  const sums = new Map<string, string>();
  const files: PlannedFile[] = [];
  mkdirSync(join(root, 'sas', FOLDER), { recursive: true });
  for (let i = 0; i < FILES; i++) {
    // Evenly spread sizes in an order that looks random: 7919 is prime and does not divide FILES.
    const size = 20_000 + Math.round((((i * 7919) % FILES) / FILES) * 480_000);
    const from = (i * 104_729) % (pool.length - size);
    const content = pool.subarray(from, from + size);
    const name = `apStar-dr17-${String(i).padStart(5, '0')}.fits`;
    writeFileSync(join(root, 'sas', FOLDER, name), content);
    sums.set(name, createHash('sha1').update(content).digest('hex'));
    const path = toArchivePath(`${FOLDER}/${name}`);
    files.push({ release: 'dr17', species: 'apStar', path, state: 'new', bytes: size });
  }
  const totals = totalsOf(files);
  const plan = { files, missing: [], totals };
  return { plan, sums, names: [...sums.keys()], bytes: totals.bytesToFetch };
}

function shortened({ files }: SyncPlan, count: number): SyncPlan {
  const some = files.slice(0, count);
  return { files: some, missing: [], totals: totalsOf(some) };
}

async function oursSeconds(
  target: string,
  origin: string,
  plan: SyncPlan,
  connections: number,
  ca?: string,
): Promise<number> {
  const archive = createArchive({
    roots: [target],
    ...(ca === undefined ? {} : { ca: [ca] }),
    settings: { ...defaultArchiveSettings, publicHost: origin, mirrors: [], connections },
  });
  const started = performance.now();
  for await (const event of archive.runSync(plan)) {
    if (event.type === 'ended' && event.summary.fetched !== plan.files.length) {
      throw new Error(`${event.summary.fetched} of ${plan.files.length} files came`);
    }
  }
  archive.close();
  return (performance.now() - started) / 1000;
}

async function programSeconds(
  program: string,
  args: readonly string[],
  input = '',
): Promise<number> {
  const started = performance.now();
  const child = spawn(program, args, { stdio: ['pipe', 'ignore', 'inherit'] });
  child.stdin.end(input);
  const code = await new Promise((done) => child.once('exit', done));
  if (code !== 0) throw new Error(`${program} ended with ${String(code)}`);
  return (performance.now() - started) / 1000;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

export async function benchArchive(): Promise<BenchRow[]> {
  const absent = ['nginx', 'rsync', 'wget', 'openssl'].filter(
    (name) => findProgram(name) === undefined,
  );
  if (absent.length > 0) {
    const why = `not measured: ${absent.join(', ')} not installed`;
    return [
      { case: 'archive', ours: why, peer: '', target: "at least rsync's rate", met: undefined },
    ];
  }
  const folder = await mkdtemp(join(tmpdir(), 'astra-bench-archive-'));
  const outputs = await mkdtemp(join(memoryFolder() ?? folder, 'astra-bench-archive-'));
  const root = join(folder, 'www');
  const sample = plant(root);
  // nginx asks this for leave before each answer, and it takes its time.
  const gate = createServer((_request, response) => {
    setTimeout(() => response.writeHead(204).end(), DELAY_MS);
  });
  await new Promise<void>((ready) => gate.listen(0, '127.0.0.1', ready));
  const address = gate.address();
  const gatePort = address !== null && typeof address === 'object' ? address.port : 0;
  const nginx = await startNginx({ folder: join(folder, 'nginx'), root });
  const slow = await startNginx({
    folder: join(folder, 'slow'),
    root,
    delayedBy: `http://127.0.0.1:${gatePort}`,
  });
  const daemon = await startRsyncDaemon(join(folder, 'rsyncd'), {
    dr17: { path: join(root, 'sas', 'dr17') },
  });
  try {
    return await measure(createPlaces(outputs), sample, nginx, slow.http, daemon.host);
  } finally {
    await nginx.stop();
    await slow.stop();
    await daemon.stop();
    gate.close();
    gate.closeAllConnections();
    await rm(outputs, { recursive: true, force: true });
    await rm(folder, { recursive: true, force: true });
  }
}

/** A folder in memory with room for the files, if the machine has one. */
function memoryFolder(): string | undefined {
  try {
    const { bavail, bsize } = statfsSync('/dev/shm');
    return bavail * bsize > 4e9 ? '/dev/shm' : undefined;
  } catch {
    // Not Linux.
    return undefined;
  }
}

/** A new folder for each run; the files of the run before are emptied. */
interface Places {
  next(): string;
}

function createPlaces(folder: string): Places {
  let last: string | undefined;
  let count = 0;
  return {
    next() {
      for (const entry of last === undefined
        ? []
        : readdirSync(last, { recursive: true, withFileTypes: true })) {
        if (entry.isFile()) truncateSync(join(entry.parentPath, entry.name));
      }
      last = join(folder, String(count++));
      mkdirSync(last);
      return last;
    },
  };
}

async function measure(
  places: Places,
  { plan, sums, names, bytes }: Sample,
  nginx: { readonly http: string; readonly https: string; readonly ca: string },
  slow: string,
  rsyncHost: string,
): Promise<BenchRow[]> {
  const summed: SyncPlan = { ...plan, files: plan.files.map((file) => ({ ...file, sums })) };
  const list = names.map((name) => `${FOLDER.slice('dr17/'.length)}/${name}`).join('\n');
  const urls = names.map((name) => `${nginx.http}/sas/${FOLDER}/${name}`).join('\n');
  const cases: Record<string, (out: string) => Promise<number>> = {
    rsync: (out) =>
      programSeconds('rsync', ['-t', '--files-from=-', `${rsyncHost}/dr17/`, `${out}/`], list),
    wget: (out) => programSeconds('wget', ['-q', '-x', '-nH', '-P', out, '-i', '-'], urls),
    plain: (out) => oursSeconds(out, nginx.http, plan, 8),
    sha1: (out) => oursSeconds(out, nginx.http, summed, 8),
    tls: (out) => oursSeconds(out, nginx.https, plan, 8, nginx.ca),
    tlsSha1: (out) => oursSeconds(out, nginx.https, summed, 8, nginx.ca),
  };
  const seconds: Record<string, number[]> = {};
  // Round by round, so that a busy minute hits all alike.
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, run] of Object.entries(cases)) {
      if (round > 0 && !REPEATED.has(name)) continue;
      (seconds[name] ??= []).push(await run(places.next()));
    }
  }
  const filesPerSecond = async (files: number, connections: number) =>
    files / (await oursSeconds(places.next(), slow, shortened(plan, files), connections));
  const rounds = [];
  for (let round = 0; round < ROUNDS; round++) rounds.push(await filesPerSecond(DELAYED_FILES, 16));
  const parallel = median(rounds);
  const serial = await filesPerSecond(SERIAL_FILES, 1);
  const of = (name: string) => median(seconds[name] ?? []);
  const rate = (name: string) => `${(bytes / 1e6 / of(name)).toFixed(0)} MB/s`;
  const beside = (name: string, title: string, peer: string, target: string): BenchRow => {
    const ratio = of(peer) / of(name);
    return {
      case: `${FILES} files, ${(bytes / 1e9).toFixed(2)} GB, ${title}`,
      ours: rate(name),
      peer: `${peer} ${rate(peer)}`,
      ratio,
      target,
      met: target === '' ? undefined : ratio >= 1,
    };
  };
  return [
    beside('plain', 'without TLS', 'rsync', "at least rsync's rate"),
    beside('plain', 'without TLS', 'wget', ''),
    beside('sha1', 'without TLS, SHA-1 checked', 'rsync', ''),
    beside('tls', 'TLS', 'rsync', ''),
    beside('tlsSha1', 'TLS, SHA-1 checked', 'rsync', ''),
    {
      case: `${DELAYED_FILES} files, ${DELAY_MS} ms added per request, 16 connections`,
      ours: `${parallel.toFixed(0)} files/s`,
      peer: `one at a time (${SERIAL_FILES} files) ${serial.toFixed(1)} files/s`,
      ratio: parallel / serial,
      target: 'at least 12 times',
      met: parallel / serial >= 12,
    },
  ];
}
