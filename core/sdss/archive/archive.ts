/**
 * The archive client, as the command line, the app and the file tasks use it:
 *
 * ```ts
 * const archive = createArchive({ roots: ['/data/sas'], settings: defaultArchiveSettings });
 * const file = await archive.fetchFile({ path: 'dr17/apogee/…/apStar-dr17-….fits' });
 * for await (const event of archive.planSync(selection)) …            // ends with type 'planned'
 * for await (const event of archive.runSync(plan, { signal })) …      // ends with type 'ended'
 * archive.close();
 * ```
 *
 * `roots` is the ordered list of SAS roots: reads search all, writes go to the first. Nothing is
 * asked of the network before one of the methods is called. All failures are `Problem`s; being
 * offline is the `Problem` `archive-out-of-reach`.
 */
import { randomInt } from 'node:crypto';
import { homedir, platform } from 'node:os';
import { join } from 'node:path';
import { archiveUrl, directoryOf, toArchivePath, type ArchivePath } from './archivePath.ts';
import { sdssPaths, type ArchivePaths } from './archivePaths.ts';
import { limitBandwidth, unlimited } from './bandwidth.ts';
import { createBufferPool } from './bufferPool.ts';
import { systemClock, type Clock } from './clock.ts';
import type { Connection } from './connection.ts';
import type { Credentials } from './credentials.ts';
import { createDiskPace } from './diskPace.ts';
import { createDirectoryReader, type Directory, type DirectoryReader } from './directory.ts';
import { download, type DownloadResult, type DownloadTools } from './download.ts';
import { ArchiveProblem } from './failure.ts';
import { createHostState } from './hostState.ts';
import { createHttpClient } from './http/httpClient.ts';
import type { ProxySettings } from './http/proxy.ts';
import { findLocal, freeBytes, type LocalFile } from './localMirror.ts';
import { netrcName, readNetrc } from './netrc.ts';
import { planSync, type CatalogueOf } from './planSync.ts';
import { defaultRetryPolicy } from './retryPolicy.ts';
import { createRsyncReader } from './rsyncReader.ts';
import { runRsync } from './rsyncRun.ts';
import type { ArchiveSettings } from './settings.ts';
import type { PlanEvent, SyncEvent } from './syncEvent.ts';
import type { PlannedFile, SyncPlan } from './syncPlan.ts';
import { runSync } from './syncRun.ts';
import type { SyncSelection } from './syncSelection.ts';

export interface ArchiveOptions {
  /** SAS roots in the order of reading; files are written below the first. */
  readonly roots: readonly [string, ...string[]];
  readonly settings: ArchiveSettings;
  readonly clock?: Clock;
  readonly paths?: ArchivePaths;
  /** Where `.netrc` is looked for; the user's home by default. */
  readonly home?: string;
  /** Certificate authorities (PEM) instead of the built-in ones, for private archives. */
  readonly ca?: readonly string[];
  /** Web proxies; none by default. */
  readonly proxies?: ProxySettings;
}

export interface FetchFileRequest {
  /** Below the SAS base. */
  readonly path: string;
  readonly signal?: AbortSignal;
  /** Bytes of the file that are here, and its size if known. */
  readonly onProgress?: (here: number, total: number | undefined) => void;
}

export interface FetchedFile {
  readonly file: string;
  readonly bytes: number;
  readonly checksum: 'verified' | 'unlisted';
}

export interface Archive {
  /** The file in one of the roots, compressed or not; undefined if it is not here. No network. */
  findLocal(path: string): Promise<LocalFile | undefined>;
  /**
   * Fetches one file to the first root, whether or not it is here already. Calls for the same
   * file at the same time share one transfer.
   * @throws ArchiveProblem, see `failure.ts`; `archive-missing` if the archive has no such file.
   */
  fetchFile(request: FetchFileRequest): Promise<FetchedFile>;
  /** What the archive has in a directory, with its checksum list. */
  listDirectory(path: string, signal?: AbortSignal): Promise<Directory>;
  planSync(
    selection: SyncSelection,
    options?: { readonly signal?: AbortSignal; readonly catalogueOf?: CatalogueOf },
  ): AsyncGenerator<PlanEvent, void, undefined>;
  /** Runs a plan; what it does is said in `runSync`. */
  runSync(
    plan: SyncPlan,
    options?: { readonly signal?: AbortSignal },
  ): AsyncGenerator<SyncEvent, void, undefined>;
  close(): void;
}

/** Large enough for most spectra to be written in one piece. */
const BUFFER_BYTES = 512 * 1024;

export function createArchive(options: ArchiveOptions): Archive {
  const { roots, settings, ca, proxies } = options;
  const clock = options.clock ?? systemClock;
  const paths = options.paths ?? sdssPaths;
  const credentials = credentialsOf(options);
  const originsOf = (path: ArchivePath) =>
    paths.isPublicPath(path, new Date(clock.now()))
      ? [settings.publicHost, ...settings.mirrors]
      : [settings.proprietaryHost];
  const { idleTimeoutMs, connections } = settings;
  const client = createHttpClient({ connections, idleTimeoutMs, ca, proxies });
  const connection: Connection = {
    client,
    clock,
    knownOrigins: new Set(
      [settings.publicHost, settings.proprietaryHost, ...settings.mirrors].map(
        (host) => new URL(host).origin,
      ),
    ),
    credentialsFor: (url) =>
      url.origin === new URL(settings.proprietaryHost).origin && url.protocol === 'https:'
        ? credentials(url.hostname)
        : Promise.resolve(undefined),
    credentialsFile: netrcName(platform()),
  };
  const retrying = {
    policy: { ...defaultRetryPolicy, attempts: settings.attempts },
    clock,
    hosts: createHostState(clock),
    random: () => randomInt(2 ** 32) / 2 ** 32,
  };
  const { checksums, bytesPerSecond } = settings;
  const tools: DownloadTools = {
    connection,
    retrying,
    bandwidth: bytesPerSecond === undefined ? unlimited : limitBandwidth(bytesPerSecond, clock),
    buffers: createBufferPool(BUFFER_BYTES),
    pace: createDiskPace(() => clock.now()),
    resumeFromBytes: settings.resumeFromBytes,
  };
  const rsync = {
    host: settings.rsyncHost,
    /** `dtn` has no entry of its own: the proprietary host's is used, for its modules only. */
    credentialsFor: (path: ArchivePath) =>
      paths.isPublicPath(path, new Date(clock.now()))
        ? Promise.resolve(undefined)
        : credentials(new URL(settings.proprietaryHost).hostname),
    bytesPerSecond,
    timeoutMs: idleTimeoutMs,
  };
  const webReader = createDirectoryReader({ connection, retrying, originsOf, checksums });
  const reader = settings.transport === 'rsync' ? createRsyncReader(rsync) : webReader;
  const underWay = new Map<ArchivePath, Promise<FetchedFile>>();

  async function fetchOne(path: ArchivePath, request: FetchFileRequest): Promise<FetchedFile> {
    const { signal, onProgress } = request;
    const listed = await listedFacts(webReader, path, signal);
    const result = await download(tools, {
      urls: originsOf(path).map((origin) => archiveUrl(origin, path, 'file')),
      target: join(roots[0], path),
      size: listed.bytes,
      sums: listed.sums,
      signal,
      onBytes: onProgress && ((here) => onProgress(here, listed.bytes)),
    }).catch((error: unknown) => {
      webReader.forget(directoryOf(path));
      throw error;
    });
    if (result.kind === 'unchanged')
      throw new Error('an unconditional request cannot be unchanged');
    return { file: join(roots[0], path), bytes: result.bytes, checksum: result.checksum };
  }

  function fetchPlanned(
    file: PlannedFile,
    onBytes: (here: number, arrived: number) => void,
    signal: AbortSignal,
  ): Promise<DownloadResult> {
    return download(tools, {
      urls: originsOf(file.path).map((origin) => archiveUrl(origin, file.path, 'file')),
      target: join(roots[0], file.path),
      size: file.bytes,
      sums: file.sums,
      ifModifiedSince: file.state === 'recheck' ? file.local?.modified : undefined,
      signal,
      onBytes,
    }).catch((error: unknown) => {
      // The file may have been replaced since its directory was listed.
      webReader.forget(directoryOf(file.path));
      throw error;
    });
  }

  return {
    findLocal: (path) => findLocal(roots, toArchivePath(path)),
    fetchFile(request) {
      const path = toArchivePath(request.path);
      const running = underWay.get(path);
      if (running !== undefined) return running;
      const mine = fetchOne(path, request).finally(() => underWay.delete(path));
      underWay.set(path, mine);
      return mine;
    },
    listDirectory: async (path, signal) => reader.read(toArchivePath(path), signal),
    planSync: (selection, { signal, catalogueOf } = {}) =>
      planSync(selection, {
        paths,
        reader,
        connections,
        findLocal: (path) => findLocal(roots, path),
        catalogueOf,
        signal,
      }),
    runSync(plan, { signal } = {}) {
      const common = {
        clock,
        connections,
        freeBytes: () => freeBytes(roots[0]),
        diskReserveBytes: settings.diskReserveBytes,
      };
      return settings.transport === 'rsync'
        ? runRsync(plan, { ...common, ...rsync, root: roots[0] }, signal)
        : runSync(plan, { ...common, fetch: fetchPlanned }, signal);
    },
    close: () => client.close(),
  };
}

/** Size and sum of a file where its directory shows them; a directory need not be listable. */
async function listedFacts(
  reader: DirectoryReader,
  path: ArchivePath,
  signal: AbortSignal | undefined,
): Promise<{ bytes?: number; sums?: Directory['sums'] }> {
  try {
    const { entries, sums } = await reader.read(directoryOf(path), signal);
    const bytes = entries.find((entry) => path.endsWith(`/${entry.name}`))?.bytes;
    return {
      ...(bytes === undefined ? {} : { bytes }),
      ...(sums === undefined ? {} : { sums }),
    };
  } catch (error) {
    const unlistable = ['archive-missing', 'archive-forbidden', 'archive-not-an-index'];
    if (error instanceof ArchiveProblem && unlistable.includes(error.code)) return {};
    throw error;
  }
}

/** Credentials from the user's netrc file, read when first needed and at most once per host. */
function credentialsOf({
  home,
}: ArchiveOptions): (host: string) => Promise<Credentials | undefined> {
  const read = new Map<string, Promise<Credentials | undefined>>();
  return (host) => {
    const known = read.get(host);
    if (known !== undefined) return known;
    const found = readNetrc(host, { home: home ?? homedir(), platform: platform() });
    read.set(host, found);
    // A file that is put right, or an entry that is added, counts without a restart.
    void found.then(
      (entry) => entry === undefined && read.delete(host),
      () => read.delete(host),
    );
    return found;
  };
}
