import { readdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { TaskFamily } from '../../../task/family.ts';
import type { PlannedChunk } from '../planChunk.ts';
import { keepChunk, type KeptChunk } from './keptChunk.ts';
import type { Contents, RememberedFile } from './rememberedFile.ts';
import { RememberedWriter } from './rememberedWriter.ts';

/** Batches that are remembered in a workspace; the one that was planned longest ago goes first. */
const mostBatches = 24;
/** With more folders, asking for their real names again would take longer than planning. */
const mostFolders = 2000;

/**
 * Gathers what is to be remembered of a batch. A memory that cannot be written (a full disk, a folder
 * that is read-only) is no failure: the next plan takes longer.
 */
export class RowKeeper {
  readonly #path: string;
  readonly #before: Contents | undefined;
  readonly #families = new Map<string, TaskFamily>();
  #writer: RememberedWriter | undefined;
  #added = 0;

  /** Begins with the rows of the file before that were verified. */
  constructor(
    path: string,
    mayWrite: boolean,
    before: RememberedFile | undefined,
    kept: ReadonlySet<string>,
  ) {
    this.#path = path;
    this.#before = before?.contents;
    if (mayWrite) this.#try(() => (this.#writer = new RememberedWriter(path, before, kept)));
  }

  /** Rows that were found complete now. */
  add(sha256: string, chunks: readonly KeptChunk[], notes: ReadonlySet<string>): void {
    this.#try(() => this.#writer?.add(sha256, { chunks, notes: [...notes] }));
    this.#added += 1;
  }

  /** What confirmed a chunk; undefined where something in it is to be done, or may change unseen. */
  chunk({ tasks, confirmedBy }: PlannedChunk): KeptChunk | undefined {
    if (this.#writer === undefined || confirmedBy === undefined) return undefined;
    for (const { task } of tasks) {
      if (!task.family.pure) return undefined;
      this.#families.set(task.family.family, task.family);
    }
    return keepChunk(tasks, confirmedBy.request, confirmedBy.seen);
  }

  /** Puts it in the place of what was remembered before, if there is anything new in it. */
  finish({
    folders: named,
    ...now
  }: Pick<Contents, 'change' | 'whole'> & { readonly folders: ReadonlyMap<string, string> }): void {
    const before = this.#before;
    const writer = this.#writer;
    const news = this.#added > 0 || (now.whole !== undefined && before?.whole === undefined);
    const folders = [...new Map([...(before?.folders ?? []), ...named])];
    if (writer === undefined || !news || folders.length > mostFolders) return;
    const families = new Map(before?.families.map((family) => [family.family, family]));
    for (const { family, identityName, code } of this.#families.values()) {
      families.set(family, { family, identityName, code });
    }
    this.#try(() => {
      writer.finish({ ...now, families: [...families.values()], folders });
      this.#writer = undefined;
      forgetOldest(dirname(this.#path));
    });
  }

  /** Drops what was not finished. */
  discard(): void {
    const writer = this.#writer;
    this.#writer = undefined;
    if (writer !== undefined) this.#try(() => writer.discard());
  }

  #try(step: () => unknown): void {
    try {
      step();
    } catch {
      this.discard();
    }
  }
}

/** Keeps the newest; files that a crash left half-written are among the others before long. */
function forgetOldest(folder: string): void {
  const files = readdirSync(folder).map((name) => join(folder, name));
  const ages = files.map((path) => ({ path, at: statSync(path).mtimeMs }));
  for (const { path } of ages.sort((a, b) => b.at - a.at).slice(mostBatches)) {
    rmSync(path, { force: true });
  }
}
