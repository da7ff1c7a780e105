import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Files of a folder tree that came and went between two looks, as absolute paths. */
export interface Changes {
  readonly appeared: readonly string[];
  readonly vanished: readonly string[];
}

interface Folder {
  /** When its list of names last changed, in milliseconds. */
  readonly changed: number;
  readonly files: ReadonlySet<string>;
  readonly folders: readonly string[];
}

/** A folder that changed so shortly before a look may change again within the same time stamp. */
const SETTLED_MS = 2000;

/**
 * Looks what is new below a folder. A folder whose time has not changed is not read again, so that
 * a look costs one `stat` a folder, whatever it holds.
 */
export class FolderChanges {
  readonly #root: string;
  readonly #wanted: (name: string) => boolean;
  readonly #now: () => number;
  readonly #folders = new Map<string, Folder>();

  constructor(root: string, wanted: (name: string) => boolean, now: () => number = Date.now) {
    this.#root = root;
    this.#wanted = wanted;
    this.#now = now;
  }

  /** What changed since the last look; everything at the first. Unreadable folders hold nothing. */
  async look(): Promise<Changes> {
    const appeared: string[] = [];
    const vanished: string[] = [];
    const seen = new Set<string>();
    const waiting = [this.#root];
    for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
      const folder = await this.#read(path);
      if (folder === undefined) continue;
      seen.add(path);
      const before = this.#folders.get(path);
      if (before !== folder) {
        this.#folders.set(path, folder);
        for (const name of folder.files)
          if (before?.files.has(name) !== true) appeared.push(join(path, name));
        for (const name of before?.files ?? [])
          if (!folder.files.has(name)) vanished.push(join(path, name));
      }
      // The last first, so that the first is next.
      for (let i = folder.folders.length - 1; i >= 0; i -= 1)
        waiting.push(join(path, folder.folders[i] ?? ''));
    }
    for (const [path, { files }] of [...this.#folders]) {
      if (seen.has(path)) continue;
      this.#folders.delete(path);
      for (const name of files) vanished.push(join(path, name));
    }
    return { appeared, vanished };
  }

  async #read(path: string): Promise<Folder | undefined> {
    try {
      const { mtimeMs } = await stat(path);
      const before = this.#folders.get(path);
      if (before?.changed === mtimeMs) return before;
      const entries = await readdir(path, { withFileTypes: true });
      entries.sort((a, b) => (a.name < b.name ? -1 : 1));
      return {
        changed: this.#now() - mtimeMs > SETTLED_MS ? mtimeMs : NaN,
        files: new Set(
          entries.filter((e) => !e.isDirectory() && this.#wanted(e.name)).map((e) => e.name),
        ),
        folders: entries.filter((e) => e.isDirectory()).map((e) => e.name),
      };
    } catch {
      // Gone, or not ours to read.
      return undefined;
    }
  }
}
