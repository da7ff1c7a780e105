import { readBatchTasks } from '../../../task/batch/batchTasks.ts';
import type { Registry } from '../../../task/registry.ts';
import type { Task } from '../../../task/task.ts';
import type { PlannedChunk } from '../planChunk.ts';
import type { BatchReading } from '../planMessages.ts';
import { chunkSize } from '../planStream.ts';
import { tableOf, type CutBatch, type RowRange } from './batchFile.ts';
import type { KeptChunk } from './keptChunk.ts';
import type { RowKeeper } from './rowKeeper.ts';

/** Rows under way: what is found of each of their chunks comes in order. */
interface OpenRows {
  readonly range: RowRange;
  readonly notes: Set<string>;
  readonly chunks: KeptChunk[];
  complete: boolean;
  read: boolean;
  chunksLeft: number;
}

/** Rows that are planned as ever; those that turn out to be complete are handed to the keeper. */
export class RestOfRows {
  readonly #registry: Registry;
  readonly #reading: BatchReading;
  readonly #batch: CutBatch;
  readonly #ranges: readonly RowRange[];
  readonly #keeper: RowKeeper;
  /** Once for each chunk that is under way. */
  readonly #open: OpenRows[] = [];
  #complete = 0;

  constructor(
    registry: Registry,
    reading: BatchReading,
    batch: CutBatch,
    ranges: readonly RowRange[],
    keeper: RowKeeper,
  ) {
    this.#registry = registry;
    this.#reading = reading;
    this.#batch = batch;
    this.#ranges = ranges;
    this.#keeper = keeper;
  }

  get allComplete(): boolean {
    return this.#complete === this.#ranges.length;
  }

  /** Their tasks; what was understood differently from how it was written goes to `notes`. */
  async *tasks(notes: Set<string>): AsyncGenerator<readonly Task[]> {
    const { request, places } = this.#reading;
    for (const range of this.#ranges) {
      const rows: OpenRows = {
        range,
        notes: new Set(),
        chunks: [],
        complete: true,
        read: false,
        chunksLeft: 0,
      };
      const table = oneByOne(tableOf(this.#batch, range));
      for await (const some of readBatchTasks(this.#registry, request, places, table, rows.notes)) {
        const chunks = Math.ceil(some.length / chunkSize);
        rows.chunksLeft += chunks;
        for (let chunk = 0; chunk < chunks; chunk += 1) this.#open.push(rows);
        yield some;
      }
      rows.read = true;
      for (const note of rows.notes) notes.add(note);
      this.#endIfDone(rows);
    }
  }

  /** Call with each chunk of these tasks, in order. */
  planned(chunk: PlannedChunk): void {
    const rows = this.#open.shift();
    if (rows === undefined) throw new Error('a chunk of no rows was planned');
    const kept = rows.complete ? this.#keeper.chunk(chunk) : undefined;
    if (kept === undefined) rows.complete = false;
    else rows.chunks.push(kept);
    rows.chunksLeft -= 1;
    this.#endIfDone(rows);
  }

  #endIfDone({ range, notes, chunks, complete, read, chunksLeft }: OpenRows): void {
    if (!read || chunksLeft > 0 || !complete) return;
    this.#keeper.add(range.sha256, chunks, notes);
    this.#complete += 1;
  }
}

async function* oneByOne(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}
