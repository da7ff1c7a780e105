import {
  appendFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { Problem } from '../problem/problem.ts';
import { taskPlace } from './asRecorded.ts';
import {
  manifestHead,
  manifestLine,
  manifestName,
  readManifest,
  type Trashed,
} from './manifest.ts';

/** Where things are; absolute. Both lie on one file system, or nothing can be moved. */
export interface TrashPlaces {
  readonly outputs: string;
  readonly trash: string;
}

export interface TrashBatch {
  readonly batch: string;
  readonly at: string;
  /** What put it there, in words. */
  readonly by: string;
  /** What is still in it. */
  readonly items: readonly Trashed[];
  readonly bytes: number;
}

export interface Restored {
  readonly restored: readonly Trashed[];
  /** Made again since: these stay in the trash. */
  readonly left: readonly Trashed[];
}

const batchName = /^[0-9A-Za-z][\w-]{0,80}$/;

/**
 * One batch of things moved away together. The manifest tells of a folder before it moves, so that
 * whatever the moment of a crash, undo finds everything that went.
 */
export class TrashBatchWriter {
  readonly batch: string;
  readonly #places: TrashPlaces;
  readonly #at: string;
  readonly #by: string;
  #opened = false;
  #count = 0;

  constructor(places: TrashPlaces, batch: string, at: Date, by: string) {
    if (!batchName.test(batch)) throw new RangeError(`"${batch}" is no name of a batch`);
    this.batch = batch;
    this.#places = places;
    this.#at = at.toISOString();
    this.#by = by;
  }

  get count(): number {
    return this.#count;
  }

  /** Moves one task's folder by a rename. @throws Problem `trash-failed` */
  move(item: Trashed): void {
    const from = join(this.#places.outputs, taskPlace(item));
    const to = join(this.#places.trash, this.batch, 'outputs', taskPlace(item));
    try {
      this.#open();
      appendFileSync(this.#manifest, manifestLine(item));
      mkdirSync(dirname(to), { recursive: true });
      renameSync(from, to);
      this.#count += 1;
    } catch (cause) {
      throw failed(from, cause);
    }
  }

  get #manifest(): string {
    return join(this.#places.trash, this.batch, manifestName);
  }

  #open(): void {
    if (this.#opened) return;
    mkdirSync(join(this.#places.trash, this.batch), { recursive: true });
    const head = manifestHead({ batch: this.batch, at: this.#at, by: this.#by });
    writeFileSync(this.#manifest, head, { flag: 'wx' });
    this.#opened = true;
  }
}

/** Batches, the newest first; those without a readable manifest are not ours and not listed. */
export function listTrash({ trash }: TrashPlaces): TrashBatch[] {
  if (!existsSync(trash)) return [];
  return readdirSync(trash, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && batchName.test(entry.name))
    .flatMap(({ name }) => readBatch(trash, name) ?? [])
    .sort((a, b) => (a.batch < b.batch ? 1 : -1));
}

function readBatch(trash: string, batch: string): TrashBatch | undefined {
  const manifest = readManifest(join(trash, batch, manifestName));
  if (manifest === undefined) return undefined;
  const items = manifest.items.filter((item) => isFolder(inTrash(trash, batch, item)));
  const bytes = items.reduce((sum, item) => sum + item.bytes, 0);
  return { batch, at: manifest.at, by: manifest.by, items, bytes };
}

/**
 * Puts a batch back, the newest one by default. What was made again since stays in the trash.
 *
 * @throws Problem `unknown-batch` | `trash-failed`
 */
export function undoTrash(places: TrashPlaces, batch?: string): Restored & { batch: string } {
  const found = findBatch(places, batch);
  const restored: Trashed[] = [];
  const left: Trashed[] = [];
  for (const item of found.items) {
    const from = inTrash(places.trash, found.batch, item);
    const to = join(places.outputs, taskPlace(item));
    if (lstatSync(to, { throwIfNoEntry: false }) !== undefined) {
      left.push(item);
      continue;
    }
    try {
      mkdirSync(dirname(to), { recursive: true });
      renameSync(from, to);
    } catch (cause) {
      throw failed(from, cause);
    }
    restored.push(item);
  }
  if (left.length === 0) rmSync(join(places.trash, found.batch), { recursive: true, force: true });
  return { batch: found.batch, restored, left };
}

/** Deletes batches for good; all of them by default. */
export function emptyTrash(places: TrashPlaces, batch?: string): TrashBatch[] {
  const batches = batch === undefined ? listTrash(places) : [findBatch(places, batch)];
  for (const { batch: name } of batches) {
    rmSync(join(places.trash, name), { recursive: true, force: true });
  }
  return batches;
}

function findBatch(places: TrashPlaces, batch: string | undefined): TrashBatch {
  const batches = listTrash(places);
  const found =
    batch === undefined
      ? batches.find(({ items }) => items.length > 0)
      : batches.find((candidate) => candidate.batch === batch);
  if (found !== undefined) return found;
  const message = batch === undefined ? 'the trash is empty' : `there is no batch ${batch}`;
  throw new Problem('unknown-batch', message, { advice: '`astra trash` lists what is there' });
}

function inTrash(trash: string, batch: string, item: Trashed): string {
  return join(trash, batch, 'outputs', taskPlace(item));
}

function isFolder(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function failed(file: string, cause: unknown): Problem {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new Problem('trash-failed', `it cannot be moved (${reason})`, {
    where: { file },
    cause,
    advice: 'Check who may write to the workspace, and that it is one file system',
  });
}
