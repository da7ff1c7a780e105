import { Problem } from '../../../problem/problem.ts';
import type { Change } from '../../../store/store.ts';
import { diskUse } from '../../../task/diskUse.ts';
import { IdSet } from '../idSet.ts';
import type { Expected, LookCalls } from '../lookCalls.ts';
import type { StoreReads } from '../lookThread.ts';
import type { PlannedChunk, PlanPlaces } from '../planChunk.ts';
import { PlanCollector } from '../planCollector.ts';
import type { Asked } from '../planFeeder.ts';
import type { StreamOptions } from '../planNode.ts';
import { streamInto } from '../planStream.ts';
import { cutBatch, rangesDigest, type CutBatch, type RowRange } from './batchFile.ts';
import { rememberedPath, stillHolds } from './premises.ts';
import { RememberedFile, type Whole } from './rememberedFile.ts';
import { RestOfRows } from './restOfRows.ts';
import { RowKeeper } from './rowKeeper.ts';
import { verifyBatch } from './verifyBatch.ts';

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
 * @throws Problem `cancelled` by `signal`
 */
export async function planRemembered(
  asked: BatchOnDisk,
  places: PlanPlaces,
  calls: LookCalls,
  remembering: Remembering,
  signal?: AbortSignal,
): Promise<Planned | undefined> {
  const { store, program } = remembering;
  const change = await store.lastChange();
  const batch = cutBatch(asked.path);
  if (batch === undefined) return undefined;
  const { workspace, registry } = places;
  const { request, places: named } = asked.batch;
  const path = rememberedPath(workspace, program, asked.path, request, named);
  const file = RememberedFile.open(path);
  try {
    const known = file !== undefined && stillHolds(file.contents, registry) ? file : undefined;
    const changed = known && (await store.changedSince(known.contents.change));
    const before = changed === undefined ? undefined : known;
    const kept = await verifyBatch(batch, path, before, changed ?? '', calls, signal);
    const memory = { path, before, kept, change };
    const plan = new RememberedPlan(asked, batch, places, memory, remembering);
    return plan.ofWhole() ?? (await plan.ofRest(signal));
  } catch (error) {
    if (error instanceof Problem && error.code !== 'cancelled') return undefined;
    throw error;
  } finally {
    file?.close();
  }
}

/** What is known of a batch from before. */
interface Memory {
  readonly path: string;
  /** Undefined if there is none, or none that holds. */
  readonly before: RememberedFile | undefined;
  /** Ranges that were verified. */
  readonly kept: ReadonlySet<string>;
  /** The last change of the store when this plan began. */
  readonly change: Change;
}

class RememberedPlan {
  readonly #asked: BatchOnDisk;
  readonly #batch: CutBatch;
  readonly #places: PlanPlaces;
  readonly #memory: Memory;
  readonly #remembering: Remembering;
  /** Ranges that must be planned. */
  readonly #rest: readonly RowRange[];
  /** What was remembered of the very same rows, when all of them were complete. */
  readonly #whole: Whole | undefined;

  constructor(
    asked: BatchOnDisk,
    batch: CutBatch,
    places: PlanPlaces,
    memory: Memory,
    remembering: Remembering,
  ) {
    this.#asked = asked;
    this.#batch = batch;
    this.#places = places;
    this.#memory = memory;
    this.#remembering = remembering;
    this.#rest = batch.ranges.filter(({ sha256 }) => !memory.kept.has(sha256));
    const whole = memory.before?.contents.whole;
    this.#whole = whole?.ranges === rangesDigest(batch) ? whole : undefined;
  }

  /** Where nothing is left to plan. */
  ofWhole(): Planned | undefined {
    if (this.#whole === undefined || this.#rest.length > 0) return undefined;
    const collected = new PlanCollector(0);
    collected.addDistinct(this.#whole.counted);
    return { collected, notes: this.#whole.notes };
  }

  async ofRest(signal: AbortSignal | undefined): Promise<Planned> {
    const { begin, onWork } = this.#remembering;
    begin(this.#expected());
    // Of rows that were complete something has changed: most likely there will be work.
    if (this.#memory.before !== undefined && this.#rest.length > 0) onWork?.(1);
    return (await this.#ofSameTasks(signal)) ?? (await this.#counting(signal));
  }

  /**
   * Where rows are the same and were all complete, their tasks are counted already. Undefined if they
   * were not, or if it turns out that there are others now.
   */
  async #ofSameTasks(signal: AbortSignal | undefined): Promise<Planned | undefined> {
    const { before } = this.#memory;
    if (before === undefined || this.#whole === undefined) return undefined;
    const then = idsOfRows(before, this.#rest);
    if (then === undefined) return undefined;
    const known = new IdSet();
    for (const ids of then) known.addAll(ids);
    const collected = new PlanCollector(0);
    collected.addDistinct(this.#whole.counted, then);
    const planned = await this.#planRest(collected, this.#whole.notes, signal, ({ tasks }) =>
      tasks.every(({ id }) => known.has(id)),
    );
    return planned.asSupposed ? planned : undefined;
  }

  async #counting(signal: AbortSignal | undefined): Promise<Planned> {
    const { before, kept } = this.#memory;
    const collected = new PlanCollector(0, this.#asked.expected?.tasks);
    const notes = new Set<string>();
    if (before !== undefined) takeKept(before, kept, collected, notes);
    return this.#planRest(collected, notes, signal, () => true);
  }

  /** `supposed` sees each chunk; once it has said no, nothing is remembered. */
  async #planRest(
    collected: PlanCollector,
    notesBefore: Iterable<string>,
    signal: AbortSignal | undefined,
    supposed: (chunk: PlannedChunk) => boolean,
  ): Promise<Planned & { readonly asSupposed: boolean }> {
    const { path, before, kept, change } = this.#memory;
    const { mayWrite, onWork } = this.#remembering;
    const { batch: reading } = this.#asked;
    const notes = new Set(notesBefore);
    const keeper = new RowKeeper(path, mayWrite, before, kept);
    const { registry } = this.#places;
    const rows = new RestOfRows(registry, reading, this.#batch, this.#rest, keeper);
    try {
      const options = { remember: true, ...(onWork === undefined ? {} : { onWork }) };
      const seen = { asSupposed: true };
      const tasks = rows.tasks(notes);
      await streamInto(collected, tasks, this.#places, options, signal, (chunk) => {
        seen.asSupposed &&= supposed(chunk);
        rows.planned(chunk);
      });
      const { folders, contents } = diskUse(reading.places);
      const whole = rows.allComplete
        ? { ranges: rangesDigest(this.#batch), counted: collected.counted, notes: [...notes] }
        : undefined;
      if (seen.asSupposed && !contents) keeper.finish({ change, whole, folders });
      return { collected, notes: [...notes], ...seen };
    } finally {
      keeper.discard();
    }
  }

  #expected(): Expected {
    const { expected } = this.#asked;
    const bytes = this.#rest.reduce((sum, { start, end }) => sum + end - start, 0);
    const share = bytes / this.#batch.bytes.length;
    const shareOf = (tasks: number) => Math.ceil(tasks * share);
    return {
      tasks: shareOf(expected?.tasks ?? 0),
      families: (expected?.families ?? []).map(([family, tasks]) => [family, shareOf(tasks)]),
    };
  }
}

/** Ids of the tasks that some rows stood for; undefined if that cannot be read any more. */
function idsOfRows(file: RememberedFile, ranges: readonly RowRange[]): Uint8Array[] | undefined {
  try {
    return ranges.flatMap(({ sha256 }) => {
      const extent = file.contents.rows.get(sha256);
      if (extent === undefined) return [];
      return file.rows(extent).chunks.map(({ ids }) => Uint8Array.from(ids));
    });
  } catch {
    return undefined;
  }
}

/** Counts tasks of verified rows, each once whatever else the batch holds. */
function takeKept(
  file: RememberedFile,
  kept: ReadonlySet<string>,
  collected: PlanCollector,
  notes: Set<string>,
): void {
  for (const sha256 of kept) {
    const extent = file.contents.rows.get(sha256);
    if (extent === undefined) continue;
    const rows = file.rows(extent);
    for (const { ids, families, familyOf } of rows.chunks) {
      collected.addComplete(ids, (index) => families[familyOf[index] ?? 0] ?? '');
    }
    for (const note of rows.notes) notes.add(note);
  }
}
