import { isAbsolute, relative, resolve, sep } from 'node:path';
import { inRealFolder } from '../../task/diskUse.ts';
import type { Places } from '../../task/family.ts';

/**
 * The one name of a file: its POSIX path relative to the workspace if it lies inside, else its
 * absolute path. Links in the folders are followed, so that a file has one name whichever way it
 * was reached.
 */
export function localName(path: string, places: Places): string {
  const absolute = inRealFolder(resolve(places.workingDirectory, path), places);
  return relativeTo(places.workspace, absolute) ?? absolute;
}

/** The path of a file relative to the first SAS root that holds it; undefined if none does. */
export function pathInMirror(path: string, places: Places): string | undefined {
  const absolute = inRealFolder(resolve(places.workingDirectory, path), places);
  for (const root of places.sasRoots) {
    const inside = relativeTo(root, absolute);
    if (inside !== undefined) return inside;
  }
  return undefined;
}

function relativeTo(root: string, path: string): string | undefined {
  // The usual case by plain text: `relative` costs ten times as much.
  if (path.startsWith(root + sep)) {
    const inside = path.slice(root.length + 1);
    return sep === '/' ? inside : inside.split(sep).join('/');
  }
  const inside = relative(root, path);
  if (inside === '' || inside === '..' || inside.startsWith(`..${sep}`)) return undefined;
  return isAbsolute(inside) ? undefined : inside.split(sep).join('/');
}
