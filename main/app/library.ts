import { stat } from 'node:fs/promises';
import { basename, isAbsolute, join } from 'node:path';
import type { LibraryEntry, LibraryPage } from '../../core/api/library.ts';
import { Problem } from '../../core/problem/problem.ts';
import { identifyPath } from '../../core/sdss/identifyPath.ts';
import { workspaceRelative } from '../../core/workspace/relativePath.ts';
import type { Workspace } from '../../core/workspace/workspace.ts';
import { FolderChanges } from './folderChanges.ts';
import type { Reader } from './reader.ts';

const fitsName = /\.(fits|fit)(\.gz|\.fz)?$/i;

/** Files looked into between two events. */
const batch = 50;

/** Between two looks at the folders, and for so many times as long as a look took. */
const LOOK_EVERY_MS = 3000;
const LOOK_SHARE = 20;

/**
 * What there is to look at: the FITS files of the workspace's mirror and those dropped on the
 * window. Names tell release and keys at once; contents are looked into in the background.
 */
export class Library {
  readonly #workspace: Workspace;
  readonly #reader: Reader;
  readonly #changed: (entries: LibraryEntry[], total: number) => void;
  readonly #folders: readonly (readonly [FolderChanges, LibraryEntry['origin']])[];
  readonly #entries = new Map<string, LibraryEntry>();
  #closed = false;

  constructor(
    workspace: Workspace,
    reader: Reader,
    changed: (entries: LibraryEntry[], total: number) => void,
  ) {
    this.#workspace = workspace;
    this.#reader = reader;
    this.#changed = changed;
    const { sas, dropped } = workspace.layout;
    this.#folders = [
      [new FolderChanges(sas, (name) => fitsName.test(name)), 'mirror'],
      [new FolderChanges(dropped, (name) => fitsName.test(name)), 'file'],
    ];
  }

  close(): void {
    this.#closed = true;
  }

  /** Finds the files, then looks into each. Resolves when the list of names is complete. */
  async scan(): Promise<void> {
    const found = await this.#find();
    this.#changed([], this.#entries.size);
    void this.#lookInto(found);
    this.#follow(LOOK_EVERY_MS);
  }

  /** Files that came and went since the last look, those of a sync among them. */
  async refresh(): Promise<void> {
    const before = this.#entries.size;
    const found = await this.#find();
    if (found.length > 0) await this.#lookInto(found);
    else if (this.#entries.size !== before) this.#tell([]);
  }

  async #find(): Promise<LibraryEntry[]> {
    const found: LibraryEntry[] = [];
    for (const [changes, origin] of this.#folders) {
      const { appeared, vanished } = await changes.look();
      for (const path of vanished) this.#entries.delete(this.#key(path));
      for (const path of appeared) {
        if (this.#entries.has(this.#key(path))) continue;
        const entry = await this.#named(path, origin).catch(() => undefined);
        // One that has gone again already is told by the next look.
        if (entry !== undefined) found.push(entry);
      }
    }
    for (const entry of found) this.#entries.set(entry.path, entry);
    return found;
  }

  #follow(ms: number): void {
    setTimeout(() => {
      if (this.#closed) return;
      const started = performance.now();
      void this.refresh().finally(() => {
        this.#follow(Math.max(LOOK_EVERY_MS, LOOK_SHARE * (performance.now() - started)));
      });
    }, ms).unref();
  }

  #key(path: string): string {
    return workspaceRelative(this.#workspace.layout.root, path) ?? path;
  }

  page(filter: string, offset: number, limit: number): LibraryPage {
    const words = filter
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== '');
    const all = [...this.#entries.values()].filter((entry) => matches(entry, words));
    return { total: all.length, entries: all.slice(offset, offset + limit) };
  }

  /** Adds files that the user named; each is looked into before the answer. */
  async add(paths: readonly string[]): Promise<LibraryEntry[]> {
    const added: LibraryEntry[] = [];
    for (const path of paths) {
      const absolute = isAbsolute(path) ? path : join(this.#workspace.layout.root, path);
      const entry = await this.#withFacts(await this.#named(absolute, 'file'));
      this.#entries.set(entry.path, entry);
      added.push(entry);
    }
    this.#changed(added, this.#entries.size);
    return added;
  }

  /** The absolute path of an entry, or of any file inside the workspace. */
  absolute(path: string): string {
    const known = this.#entries.get(path);
    const absolute = isAbsolute(path) ? path : join(this.#workspace.layout.root, path);
    if (known !== undefined) return absolute;
    if (workspaceRelative(this.#workspace.layout.root, absolute) !== undefined) return absolute;
    throw new Problem('not-in-library', 'this file is not in the library', {
      where: { file: path },
      advice: 'Open it first, or drop it on the window',
    });
  }

  async #named(path: string, origin: LibraryEntry['origin']): Promise<LibraryEntry> {
    const { sas } = this.#workspace.layout;
    const base = {
      path: this.#key(path),
      name: basename(path),
      origin,
      size: (await stat(path)).size,
      product: null,
    };
    const inMirror = workspaceRelative(sas, path);
    if (inMirror === undefined) return base;
    const [candidate] = identifyPath(inMirror);
    if (candidate === undefined || candidate.by !== 'path') return base;
    const { release, params } = candidate;
    const keys = { telescope: params.telescope, field: params.field, plate: params.plate };
    const others = { mjd: params.mjd, fiber: params.fiber, object: params.obj };
    const given = Object.entries({ ...keys, ...others }).filter(([, value]) => value !== undefined);
    return { ...base, release: release.toUpperCase(), ...Object.fromEntries(given) };
  }

  async #withFacts(entry: LibraryEntry): Promise<LibraryEntry> {
    const absolute = isAbsolute(entry.path)
      ? entry.path
      : join(this.#workspace.layout.root, entry.path);
    const facts = await this.#reader.read<'facts'>({ kind: 'facts', path: absolute });
    // Where the file lies in the mirror tells its keys better than its header does.
    return { ...facts, ...entry, product: facts.product };
  }

  #tell(entries: LibraryEntry[]): void {
    if (!this.#closed) this.#changed(entries, this.#entries.size);
  }

  async #lookInto(entries: readonly LibraryEntry[]): Promise<void> {
    for (let start = 0; start < entries.length && !this.#closed; start += batch) {
      const known: LibraryEntry[] = [];
      for (const entry of entries.slice(start, start + batch)) {
        const full = await this.#withFacts(entry).catch((error: unknown) =>
          unreadable(entry, error),
        );
        this.#entries.set(full.path, full);
        known.push(full);
      }
      this.#tell(known);
    }
  }
}

function unreadable(entry: LibraryEntry, error: unknown): LibraryEntry {
  const message = error instanceof Error ? error.message : String(error);
  return { ...entry, problem: { message } };
}

/** Every word must be found somewhere; `S/N > 100` style filters are read by the renderer. */
function matches(entry: LibraryEntry, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const { name, object, field, plate, mjd, telescope, release, product } = entry;
  const text = [name, object, field, plate, mjd, telescope, release, product]
    .join(' ')
    .toLowerCase();
  return words.every((word) => text.includes(word));
}
