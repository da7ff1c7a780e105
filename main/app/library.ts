import { readdir, stat } from 'node:fs/promises';
import { basename, isAbsolute, join } from 'node:path';
import type { LibraryEntry, LibraryPage } from '../../core/api/library.ts';
import { Problem } from '../../core/problem/problem.ts';
import { identifyPath } from '../../core/sdss/identifyPath.ts';
import { workspaceRelative, type Workspace } from '../../core/workspace/workspace.ts';
import type { Reader } from './reader.ts';

const fitsName = /\.(fits|fit)(\.gz|\.fz)?$/i;

/** Files looked into between two events. */
const batch = 50;

/**
 * What there is to look at: the FITS files of the workspace's mirror and those dropped on the
 * window. Names tell release and keys at once; contents are looked into in the background.
 */
export class Library {
  readonly #workspace: Workspace;
  readonly #reader: Reader;
  readonly #changed: (entries: LibraryEntry[], total: number) => void;
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
  }

  close(): void {
    this.#closed = true;
  }

  /** Finds the files, then looks into each. Resolves when the list of names is complete. */
  async scan(): Promise<void> {
    const { sas, dropped } = this.#workspace.layout;
    const found: LibraryEntry[] = [];
    for await (const path of filesBelow(sas)) found.push(await this.#named(path, 'mirror'));
    for await (const path of filesBelow(dropped)) found.push(await this.#named(path, 'file'));
    for (const entry of found) this.#entries.set(entry.path, entry);
    this.#changed([], this.#entries.size);
    void this.#lookInto(found);
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
    const { root, sas } = this.#workspace.layout;
    const base = {
      path: workspaceRelative(root, path) ?? path,
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

async function* filesBelow(folder: string): AsyncGenerator<string> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path);
    else if (fitsName.test(entry.name)) yield path;
  }
}
