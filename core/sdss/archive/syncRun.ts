import { toProblemData, Problem } from '../../problem/problem.ts';
import { ArchiveProblem } from './failure.ts';
import type { Clock } from './clock.ts';
import { concurrently } from './concurrently.ts';
import type { DownloadResult } from './download.ts';
import { createEventQueue } from './eventQueue.ts';
import { createRateMeter } from './rateMeter.ts';
import type { SyncEvent, SyncProgress, SyncSummary } from './syncEvent.ts';
import { toFetch, type PlannedFile, type SyncPlan } from './syncPlan.ts';

export interface SyncTools {
  readonly clock: Clock;
  /** Files under way at a time. */
  readonly connections: number;
  /** Bytes that may still be written where files go. */
  readonly freeBytes: () => Promise<number>;
  readonly diskReserveBytes: number;
  readonly fetch: (
    file: PlannedFile,
    onBytes: (here: number, arrived: number) => void,
    signal: AbortSignal,
  ) => Promise<DownloadResult>;
}

/** Faces redraw at most this often. */
const PROGRESS_EVERY_MS = 100;

/**
 * Fetches what a plan says is not here. A file that is missing or fails is reported and the rest
 * goes on; only an archive out of reach and a full disk end the run early, with the rest counted
 * as not tried. Breaking out of the iteration, or the signal, cancels what is under way; run again,
 * it goes on where it stopped.
 * @throws Problem `disk-full` before anything is fetched if it would not fit.
 */
export async function* runSync(
  plan: SyncPlan,
  tools: SyncTools,
  signal?: AbortSignal,
): AsyncGenerator<SyncEvent, void, undefined> {
  const files = toFetch(plan);
  const totalBytes = plan.totals.bytesToFetch;
  await checkSpace(totalBytes, tools);
  const queue = createEventQueue<SyncEvent>();
  const stop = new AbortController();
  const onAbort = () => stop.abort(signal?.reason);
  if (signal?.aborted === true) onAbort();
  signal?.addEventListener('abort', onAbort, { once: true });
  yield { type: 'started', totalFiles: files.length, totalBytes };
  const work = fetchAll(files, totalBytes, tools, queue.push.bind(queue), stop.signal).then(
    (summary) => {
      queue.push({ type: 'ended', summary });
      queue.end();
    },
    (error: unknown) => queue.end({ error }),
  );
  try {
    yield* queue.drain();
  } finally {
    signal?.removeEventListener('abort', onAbort);
    stop.abort(new Error('cancelled'));
    await work;
  }
}

async function checkSpace(needed: number, tools: SyncTools): Promise<void> {
  if (needed === 0) return;
  const free = await tools.freeBytes();
  if (needed + tools.diskReserveBytes <= free) return;
  const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(2)} GB`;
  throw new ArchiveProblem(
    'disk-full',
    `there is not enough space: ${gigabytes(needed)} to fetch, ${gigabytes(free)} free, of which ${gigabytes(tools.diskReserveBytes)} stay free`,
    { advice: 'Free some space or select fewer fields' },
  );
}

async function fetchAll(
  files: readonly PlannedFile[],
  totalBytes: number,
  tools: SyncTools,
  push: (event: SyncEvent) => void,
  signal: AbortSignal,
): Promise<SyncSummary> {
  const { clock } = tools;
  const started = clock.now();
  const meter = createRateMeter(() => clock.now());
  const tally = new Tally();
  let here = 0;
  let total = totalBytes;
  let lastProgress = -Infinity;
  const progress = (force: boolean) => {
    const now = clock.now();
    if (!force && now - lastProgress < PROGRESS_EVERY_MS) return;
    lastProgress = now;
    const rate = meter.rate();
    const eta = rate > 0 ? Math.max(0, total - here) / rate : undefined;
    push({ type: 'progress', ...progressOf(here, total, tally.done, files.length, rate, eta) });
  };
  let fatal: ArchiveProblem | undefined;
  await concurrently(files, tools.connections, async (file) => {
    if (fatal !== undefined) {
      tally.notTried++;
      return;
    }
    signal.throwIfAborted();
    let counted = 0;
    const onBytes = (position: number, arrived: number) => {
      here += position - counted;
      counted = position;
      tally.bytes += arrived;
      meter.add(arrived);
      progress(false);
    };
    try {
      const result = await tools.fetch(file, onBytes, signal);
      // Sizes that were not known, or turn out otherwise, settle now.
      const size = result.kind === 'fetched' ? result.bytes : 0;
      total += size - (file.bytes ?? 0);
      here += size - counted;
      push(tally.succeed(file, result));
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof Problem)) throw error;
      total -= file.bytes ?? 0;
      here -= counted;
      if (error instanceof ArchiveProblem && endsRun(error)) fatal ??= error;
      push(tally.fail(file, error));
    }
    progress(false);
  });
  progress(true);
  return tally.summary((clock.now() - started) / 1000);
}

function endsRun(problem: ArchiveProblem): boolean {
  return problem.code === 'archive-out-of-reach' || problem.code === 'disk-full';
}

function progressOf(
  bytes: number,
  totalBytes: number,
  files: number,
  totalFiles: number,
  rate: number,
  etaSeconds: number | undefined,
): SyncProgress {
  return { bytes, totalBytes, files, totalFiles, rate, etaSeconds };
}

/** Counts the ends of files and turns each into its event. */
class Tally {
  bytes = 0;
  notTried = 0;
  #fetched = 0;
  #unchanged = 0;
  #verified = 0;
  readonly #missing: PlannedFile['path'][] = [];
  readonly #failed: SyncSummary['failed'][number][] = [];

  get done(): number {
    return this.#fetched + this.#unchanged + this.#missing.length + this.#failed.length;
  }

  succeed({ path }: PlannedFile, result: DownloadResult): SyncEvent {
    if (result.kind === 'unchanged') {
      this.#unchanged++;
      return { type: 'unchanged', path };
    }
    const { bytes, resumedFrom, checksum } = result;
    this.#fetched++;
    if (checksum === 'verified') this.#verified++;
    return { type: 'fetched', path, bytes, resumedFrom, checksum };
  }

  fail({ path }: PlannedFile, problem: Problem): SyncEvent {
    if (problem.code === 'archive-missing') {
      this.#missing.push(path);
      return { type: 'missing', path };
    }
    const data = toProblemData(problem);
    this.#failed.push({ path, problem: data });
    return { type: 'failed', path, problem: data };
  }

  summary(seconds: number): SyncSummary {
    return {
      fetched: this.#fetched,
      unchanged: this.#unchanged,
      missing: this.#missing,
      failed: this.#failed,
      notTried: this.notTried,
      bytes: this.bytes,
      verified: this.#verified,
      unlisted: this.#fetched - this.#verified,
      seconds,
    };
  }
}
