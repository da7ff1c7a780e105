import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { ArchivePath } from './archivePath.ts';
import { checkSum, isListed } from './checksum.ts';
import { ArchiveProblem } from './failure.ts';
import { commonArguments, rsyncUrl, type RsyncHost } from './rsyncReader.ts';
import { rsyncProblem, runRsyncProcess } from './rsyncProcess.ts';
import type { SyncEvent } from './syncEvent.ts';
import { toFetch, type PlannedFile, type SyncPlan } from './syncPlan.ts';
import { runSync, type SyncTools } from './syncRun.ts';

export interface RsyncTools extends Omit<SyncTools, 'fetch'>, RsyncHost {
  readonly root: string;
}

/**
 * Runs a plan over rsync: one connection per module, the names on its standard input. rsync writes
 * beside the target and renames, as `download` does; sizes and sums are checked afterwards.
 * @throws and yields as `runSync`.
 */
export async function* runRsync(
  plan: SyncPlan,
  tools: RsyncTools,
  signal?: AbortSignal,
): AsyncGenerator<SyncEvent, void, undefined> {
  const arrivals = new Map<ArchivePath, Arrival>();
  for (const { path } of toFetch(plan)) arrivals.set(path, createArrival());
  const stop = new AbortController();
  const anyStop = AbortSignal.any([stop.signal, ...(signal === undefined ? [] : [signal])]);
  let transfers: Promise<unknown> | undefined;
  const begin = () => {
    transfers ??= Promise.all(
      [...modulesOf(plan)].map(([module, files]) =>
        transferModule(module, files, arrivals, tools, anyStop),
      ),
    );
  };
  try {
    // Every file waits for its arrival, so that counting and reporting are those of `runSync`.
    yield* runSync(
      plan,
      {
        ...tools,
        connections: Math.max(1, arrivals.size),
        async fetch(file, onBytes) {
          begin();
          await arrivals.get(file.path)?.promise;
          return settle(file, tools, onBytes);
        },
      },
      signal,
    );
  } finally {
    stop.abort(new Error('cancelled'));
    await transfers?.catch(() => undefined);
  }
}

interface Arrival {
  readonly promise: Promise<void>;
  readonly arrive: () => void;
  readonly fail: (error: unknown) => void;
}

function createArrival(): Arrival {
  let arrive: () => void = () => undefined;
  let fail: (error: unknown) => void = () => undefined;
  const promise = new Promise<void>((resolve, reject) => {
    arrive = resolve;
    fail = reject;
  });
  // A file that nobody waits for any more may fail unheard.
  promise.catch(() => undefined);
  return { promise, arrive, fail };
}

function modulesOf(plan: SyncPlan): Map<string, PlannedFile[]> {
  const modules = new Map<string, PlannedFile[]>();
  for (const file of toFetch(plan)) {
    const module = file.path.split('/')[0] ?? '';
    const files = modules.get(module);
    if (files === undefined) modules.set(module, [file]);
    else files.push(file);
  }
  return modules;
}

async function transferModule(
  module: string,
  files: readonly PlannedFile[],
  arrivals: ReadonlyMap<ArchivePath, Arrival>,
  tools: RsyncTools,
  signal: AbortSignal,
): Promise<void> {
  let reported: ArchivePath | undefined;
  const byName = new Map(files.map(({ path }) => [path.slice(module.length + 1), path]));
  try {
    const destination = join(tools.root, module);
    await mkdir(destination, { recursive: true });
    const credentials = await tools.credentialsFor([...byName.values()][0] ?? ('' as ArchivePath));
    const end = await runRsyncProcess({
      args: [
        ...commonArguments(tools),
        '--times',
        // Releases link to earlier ones; the mirror holds the files themselves.
        '--copy-links',
        '--files-from=-',
        // `%b` makes rsync print the line after the transfer instead of before.
        '--out-format=%b %n',
        ...(tools.bytesPerSecond === undefined
          ? []
          : [`--bwlimit=${Math.max(1, Math.round(tools.bytesPerSecond / 1024))}`]),
        rsyncUrl(tools.host, module, credentials?.login),
        `${destination}/`,
      ],
      input: [...byName.keys()].join('\n'),
      credentials,
      signal,
      onLine(line) {
        const path = byName.get(line.replace(/^\d+ /, ''));
        if (path === undefined) return;
        // rsync reports a file just before it renames it, and takes up one after the other.
        if (reported !== undefined) arrivals.get(reported)?.arrive();
        reported = path;
      },
    });
    const problem = rsyncProblem(end, tools.host);
    if (problem !== undefined) throw problem;
    // What was not reported is up to date already or not in the archive; `settle` sees which.
    for (const { path } of files) arrivals.get(path)?.arrive();
  } catch (error) {
    for (const { path } of files) arrivals.get(path)?.fail(error);
  }
}

/** Looks at a file that rsync is done with. */
async function settle(
  file: PlannedFile,
  tools: RsyncTools,
  onBytes: (here: number, arrived: number) => void,
): ReturnType<SyncTools['fetch']> {
  const target = join(tools.root, file.path);
  const url = rsyncUrl(tools.host, file.path, undefined).slice(0, -1);
  const found = await stat(target).catch(() => undefined);
  if (found === undefined) {
    throw new ArchiveProblem('archive-missing', 'the archive has no such file', { where: { url } });
  }
  if (file.local?.file === target && file.local.modified.getTime() === found.mtimeMs) {
    if (file.local.bytes === found.size) return { kind: 'unchanged' };
  }
  onBytes(found.size, found.size);
  const name = basename(target);
  let checksum: 'verified' | 'unlisted' = 'unlisted';
  if (file.sums !== undefined && isListed(file.sums, name)) {
    const state = checkSum(file.sums, name, await sha1Of(target));
    if (state === 'mismatch') {
      await rm(target, { force: true });
      throw new ArchiveProblem('archive-checksum', "the file does not have its list's SHA-1 sum", {
        where: { url },
        advice: 'It was not kept. Try again later, or set the transport to https',
      });
    }
    checksum = state;
  }
  return {
    kind: 'fetched',
    url,
    bytes: found.size,
    resumedFrom: 0,
    checksum,
    modified: found.mtime,
  };
}

async function sha1Of(file: string): Promise<string> {
  const hash = createHash('sha1');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
