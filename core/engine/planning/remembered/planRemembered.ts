import { hash } from 'node:crypto';
import { Problem } from '../../../problem/problem.ts';
import { readBatchTasks } from '../../../task/batch/batchTasks.ts';
import { diskUse } from '../../../task/diskUse.ts';
import type { Task } from '../../../task/task.ts';
import type { Expected, LookCalls } from '../lookCalls.ts';
import type { StoreReads } from '../lookThread.ts';
import type { PlannedChunk, PlanPlaces } from '../planChunk.ts';
import { PlanCollector } from '../planCollector.ts';
import type { Asked } from '../planFeeder.ts';
import type { StreamOptions } from '../planNode.ts';
import { chunkSize, nextTurn, streamInto } from '../planStream.ts';
import { cutBatch, tableOf, type CutBatch, type RowRange } from './batchFile.ts';
import type { KeptChunk } from './keptChunk.ts';
import { rememberedPath, stillHolds } from './premises.ts';
import { keptRows, RememberedFile } from './rememberedFile.ts';
import { RowKeeper } from './rowKeeper.ts';
import { RowVerifier, verifyJob } from './verifyRows.ts';

/** How batches are remembered. */
export interface Remembering {
  /** Tells this build of the app from others, whose families may differ. */
  readonly program: string;
  readonly store: StoreReads;
  /** Whether what is found may be written down. */
  readonly mayWrite: boolean;
  /** Called before tasks are looked at as ever. */
  readonly begin: (expected: Expected) => void;
  readonly onWork?: StreamOptions['onWork'] | undefined;
}

export type BatchOnDisk = Extract<Asked, { batch: unknown }> & { readonly path: string };

interface Planned {
  readonly collected: PlanCollector;
  readonly notes: readonly string[];
}

/**
 * Plans a batch file of which most rows may have been complete before. Rows whose lines, records and
 * everything else they depend on are unchanged are not read, made into tasks and judged again: one
 * stat for each of their tasks and sources tells that they are complete. All other rows are planned
 * as ever. Undefined where the batch cannot be remembered, or has a fault: then plan it from its
 * first line.
 *
 * @throws Problem `cycle` | `cancelled` by `signal`
 */
export async function planRemembered(
  asked: BatchOnDisk,
  places: PlanPlaces,
  calls: LookCalls,
  { begin, onWork, ...remembering }: Remembering,
  signal?: AbortSignal,
): Promise<Planned | undefined> {
  const change = await remembering.store.lastChange();
  const batch = change === undefined ? undefined : cutBatch(asked.path);
  if (change === undefined || batch === undefined) return undefined;
  const { request, places: named } = asked.batch;
  const { workspace, registry } = places;
  const { program, store, mayWrite } = remembering;
  const path = rememberedPath(workspace, program, asked.path, request, named);
  const file = RememberedFile.open(path);
  try {
    const known = file !== undefined && stillHolds(file.contents, registry) ? file : undefined;
    const changed =
      known === undefined ? undefined : await store.changedSince(known.contents.change);
    const before = changed === undefined ? undefined : known;
    const kept = await verify(batch, path, before, changed ?? '', calls, signal);
    const collected = new PlanCollector(0, asked.expected?.tasks);
    const ranges = rangesDigest(batch);
    const whole = before?.contents.whole;
    const rest = batch.ranges.filter(({ sha256 }) => !kept.has(sha256));
    if (before !== undefined && rest.length === 0 && whole?.ranges === ranges) {
      collected.addDistinct(whole.counted);
      return { collected, notes: [] };
    }
    const keeper = new RowKeeper(path, mayWrite);
    const notes = new Set<string>();
    try {
      if (before !== undefined) takeKept(before, kept, keeper, collected, notes);
      begin(expectedOf(asked, batch, rest));
      const rows = new RestOfRows(asked, batch, rest, places, keeper, notes);
      const options = { remember: true, ...(onWork === undefined ? {} : { onWork }) };
      await streamInto(collected, rows.tasks(), places, options, signal, rows.planned);
      const { folders, contents } = diskUse(named);
      const complete = rows.allComplete ? { ranges, counted: collected.counted } : undefined;
      if (contents) keeper.discard();
      else keeper.finish(before?.contents, { change, whole: complete, folders });
    } finally {
      keeper.discard();
    }
    return { collected, notes: [...notes] };
  } catch (error) {
    if (error instanceof Problem && error.code !== 'cancelled') return undefined;
    throw error;
  } finally {
    file?.close();
  }
}

function expectedOf(
  { batch: { request }, expected }: BatchOnDisk,
  { bytes }: CutBatch,
  rest: readonly RowRange[],
): Expected {
  const share = rest.reduce((sum, { start, end }) => sum + end - start, 0) / bytes.length;
  return { family: request.family, tasks: Math.ceil((expected?.tasks ?? 0) * share) };
}

function rangesDigest({ head, ranges }: CutBatch): string {
  return hash('sha256', Buffer.concat([head, Buffer.from(ranges.map((r) => r.sha256).join())]));
}

/** In milliseconds: where some rows take longer, on a slow disk, the look thread goes on alone. */
const slow = 200;

/** Which rows are as they were remembered, by the SHA-256 of their lines. */
async function verify(
  { ranges }: CutBatch,
  path: string,
  file: RememberedFile | undefined,
  changed: string,
  calls: LookCalls,
  signal: AbortSignal | undefined,
): Promise<Set<string>> {
  const { rows } = file?.contents ?? { rows: new Map<string, never>() };
  const known = [...new Set(ranges.map(({ sha256 }) => sha256))].filter((sha) => rows.has(sha));
  if (known.length === 0) return new Set();
  const extents = known.flatMap((sha256) => rows.get(sha256) ?? []);
  const job = verifyJob(path, extents, changed);
  const theirs = calls.verify(job);
  theirs.catch(() => undefined); // awaited below
  const verifier = new RowVerifier(job);
  try {
    for (let from = performance.now(); verifier.verifyNext(); from = performance.now()) {
      if (performance.now() - from > slow) break;
      await nextTurn();
      if (signal?.aborted === true) verifier.stop();
    }
  } finally {
    verifier.close();
  }
  await theirs;
  if (signal?.aborted === true) throw new Problem('cancelled', 'planning was cancelled');
  return new Set(known.filter((_, index) => job.verdicts[index] === 1));
}

/** Counts tasks of verified rows, each once whatever else the batch holds. */
function takeKept(
  file: RememberedFile,
  kept: ReadonlySet<string>,
  keeper: RowKeeper,
  collected: PlanCollector,
  notes: Set<string>,
): void {
  for (const sha256 of kept) {
    const extent = file.contents.rows.get(sha256);
    if (extent === undefined) continue;
    const bytes = file.bytes(extent);
    keeper.copy(sha256, bytes);
    const rows = keptRows(bytes);
    for (const { ids, families, familyOf } of rows.chunks) {
      collected.addComplete(ids, (index) => families[familyOf[index] ?? 0] ?? '');
    }
    for (const note of rows.notes) notes.add(note);
  }
}

/** Rows under way: what is found of each of their chunks comes in order. */
interface OpenRows {
  readonly range: RowRange;
  readonly notes: Set<string>;
  readonly chunks: KeptChunk[];
  complete: boolean;
  read: boolean;
  chunksLeft: number;
}

/** Rows that are planned as ever; those that turn out to be complete are remembered. */
class RestOfRows {
  readonly #asked: BatchOnDisk;
  readonly #batch: CutBatch;
  readonly #rest: readonly RowRange[];
  readonly #places: PlanPlaces;
  readonly #keeper: RowKeeper;
  readonly #notes: Set<string>;
  /** Once for each chunk that is under way. */
  readonly #open: OpenRows[] = [];
  #complete = 0;

  constructor(
    asked: BatchOnDisk,
    batch: CutBatch,
    rest: readonly RowRange[],
    places: PlanPlaces,
    keeper: RowKeeper,
    notes: Set<string>,
  ) {
    this.#asked = asked;
    this.#batch = batch;
    this.#rest = rest;
    this.#places = places;
    this.#keeper = keeper;
    this.#notes = notes;
  }

  get allComplete(): boolean {
    return this.#complete === this.#rest.length;
  }

  async *tasks(): AsyncGenerator<readonly Task[]> {
    const { registry } = this.#places;
    const { request, places } = this.#asked.batch;
    for (const range of this.#rest) {
      const rows: OpenRows = {
        range,
        notes: new Set(),
        chunks: [],
        complete: true,
        read: false,
        chunksLeft: 0,
      };
      const table = oneByOne(tableOf(this.#batch, range));
      for await (const tasks of readBatchTasks(registry, request, places, table, rows.notes)) {
        const chunks = Math.ceil(tasks.length / chunkSize);
        rows.chunksLeft += chunks;
        for (let chunk = 0; chunk < chunks; chunk += 1) this.#open.push(rows);
        yield tasks;
      }
      rows.read = true;
      for (const note of rows.notes) this.#notes.add(note);
      this.#endIfDone(rows);
    }
  }

  readonly planned = (chunk: PlannedChunk): void => {
    const rows = this.#open.shift();
    if (rows === undefined) throw new Error('a chunk of no rows was planned');
    const kept = rows.complete ? this.#keeper.chunk(chunk) : undefined;
    if (kept === undefined) rows.complete = false;
    else rows.chunks.push(kept);
    rows.chunksLeft -= 1;
    this.#endIfDone(rows);
  };

  #endIfDone({ range, notes, chunks, complete, read, chunksLeft }: OpenRows): void {
    if (!read || chunksLeft > 0 || !complete) return;
    this.#keeper.add(range.sha256, chunks, notes);
    this.#complete += 1;
  }
}

async function* oneByOne(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
