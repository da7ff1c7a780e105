import { realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { Places } from '../../task/family.ts';

/**
 * The one name of a file: its POSIX path relative to the workspace if it lies inside, else its
 * absolute path. Links in the folders are followed, so that a file has one name whichever way it
 * was reached.
 */
export function localName(path: string, places: Places): string {
  const absolute = realFolder(resolve(places.workingDirectory, path));
  return relativeTo(places.workspace, absolute) ?? absolute;
}

/** The path of a file relative to the first SAS root that holds it; undefined if none does. */
export function pathInMirror(path: string, places: Places): string | undefined {
  const absolute = realFolder(resolve(places.workingDirectory, path));
  for (const root of places.sasRoots) {
    const inside = relativeTo(root, absolute);
    if (inside !== undefined) return inside;
  }
  return undefined;
}

function relativeTo(root: string, path: string): string | undefined {
  const inside = relative(root, path);
  if (inside === '' || inside === '..' || inside.startsWith(`..${sep}`)) return undefined;
  return isAbsolute(inside) ? undefined : inside.split(sep).join('/');
}

/** Folders resolved as far as they exist; the file itself may be a link or not be there yet. */
function realFolder(path: string): string {
  const folder = dirname(path);
  if (folder === path) return path;
  try {
    return join(realpathSync(folder), basename(path));
  } catch {
    return join(realFolder(folder), basename(path));
  }
}
