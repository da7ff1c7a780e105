import { isAbsolute, relative, sep } from 'node:path';

/** The POSIX path of a file relative to the workspace, or undefined if it lies outside. */
export function workspaceRelative(root: string, path: string): string | undefined {
  const inside = relative(root, path);
  if (inside === '' || inside.startsWith('..') || isAbsolute(inside)) return undefined;
  return inside.split(sep).join('/');
}
