import { idLength } from '../idLength.ts';
import { idsOf, isAsKept, type KeptChunk } from './keptChunk.ts';
import { RememberedFile, type Extent, type KeptRows } from './rememberedFile.ts';

/**
 * Rows to be looked at by several threads at once: each takes the next one that none has taken, and
 * leaves its verdict, until there is none.
 */
export interface VerifyJob {
  readonly path: string;
  readonly extents: readonly Extent[];
  /** Ids whose records have changed since, one after the other. */
  readonly changed: string;
  /** Shared: the number of the next rows. */
  readonly next: Int32Array;
  /** Shared: 1 where rows are as they were. */
  readonly verdicts: Uint8Array;
}

export function verifyJob(path: string, extents: readonly Extent[], changed: string): VerifyJob {
  return {
    path,
    extents,
    changed,
    next: new Int32Array(new SharedArrayBuffer(4)),
    verdicts: new Uint8Array(new SharedArrayBuffer(extents.length)),
  };
}

/** Looks at the next rows; false once there are none left. */
export class RowVerifier {
  readonly #job: VerifyJob;
  readonly #changed: ReadonlySet<string>;
  readonly #file: RememberedFile | undefined;

  constructor(job: VerifyJob) {
    this.#job = job;
    this.#changed = new Set(split(job.changed));
    this.#file = RememberedFile.open(job.path);
  }

  verifyNext(): boolean {
    const { next, extents, verdicts } = this.#job;
    const index = Atomics.add(next, 0, 1);
    const extent = extents[index];
    if (extent === undefined) return false;
    if (this.#isAsKept(extent)) verdicts[index] = 1;
    return true;
  }

  /** Nobody takes any more. */
  stop(): void {
    Atomics.store(this.#job.next, 0, this.#job.extents.length);
  }

  close(): void {
    this.#file?.close();
  }

  #isAsKept(extent: Extent): boolean {
    let rows: KeptRows | undefined;
    try {
      rows = this.#file?.rows(extent);
      return rows?.chunks.every((chunk) => !this.#hasChanged(chunk) && isAsKept(chunk)) === true;
    } catch {
      return false; // they are planned from the beginning, which says what is wrong
    }
  }

  #hasChanged(chunk: KeptChunk): boolean {
    if (this.#changed.size === 0) return false;
    return split(idsOf(chunk)).some((id) => this.#changed.has(id));
  }
}

function split(ids: string): string[] {
  return Array.from({ length: ids.length / idLength }, (_, index) =>
    ids.slice(index * idLength, (index + 1) * idLength),
  );
}
