import { basename, dirname, join } from 'node:path';
import { realPath } from '../disk/realPath.ts';
import type { Places } from './family.ts';

/**
 * What understanding requests has asked the disk. A plan that is remembered holds only while the
 * answers are the same.
 */
export interface DiskUse {
  /** Folders and their real names. */
  readonly folders: Map<string, string>;
  /** Contents were read: files that list other tasks. Nothing that depends on them is remembered. */
  contents: boolean;
}

/** By the places of one reading of requests: the rows of a batch mostly lie in few folders. */
const uses = new WeakMap<Places, DiskUse>();

export function diskUse(places: Places): DiskUse {
  let use = uses.get(places);
  if (use === undefined) {
    use = { folders: new Map(), contents: false };
    uses.set(places, use);
  }
  return use;
}

/** A path in the real folder of its file; the file itself may be a link, or not be there yet. */
export function inRealFolder(path: string, places: Places): string {
  const folder = dirname(path);
  if (folder === path) return path;
  // Asking the file system for the folder of each row would take longer than all the rest.
  const { folders } = diskUse(places);
  let real = folders.get(folder);
  if (real === undefined) {
    real = realPath(folder);
    folders.set(folder, real);
  }
  return join(real, basename(path));
}

/** Whether folders still have the real names that they had. */
export function sameFolders(folders: ReadonlyMap<string, string>): boolean {
  return [...folders].every(([folder, real]) => realPath(folder) === real);
}
