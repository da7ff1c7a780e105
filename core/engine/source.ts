import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { isAbsolute, join, resolve, sep } from 'node:path';
import { Problem } from '../problem/problem.ts';
import type { SourceLocation } from '../task/family.ts';
import { workspaceRelative } from '../workspace/relativePath.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** A source that is here: absolute path and what one stat says. */
export interface FoundSource {
  readonly path: string;
  readonly size: number;
  readonly mtime: number;
}

export type Stat = (path: string) => { size: number; mtime: number; isFile: boolean } | undefined;

export const statFile: Stat = (path) => {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats === undefined
    ? undefined
    : { size: stats.size, mtime: stats.mtimeMs, isFile: stats.isFile() };
};

/** Compressed copies that stand for a file: the archive publishes either. */
const compressions = ['.gz', '.bz2', '.zip', '.fz'];

/** The path under which a source usually is: the first of `sourceCandidates`. */
export function preferredPath(location: SourceLocation, { layout, sasRoots }: Workspace): string {
  if (location.kind === 'sas') return below(sasRoots[0] ?? layout.sas, location.relative);
  const { path } = location;
  if (isAbsolute(path)) return path;
  // Names in a workspace are plain already; `join` costs more than the rest of a look at a source.
  return sep === '/' && !path.includes('..') && !path.includes('/.')
    ? `${layout.root}/${path}`
    : join(layout.root, path);
}

/** Absolute paths under which a source may be, the preferred one first. */
export function sourceCandidates(location: SourceLocation, workspace: Workspace): string[] {
  if (location.kind === 'file') return [preferredPath(location, workspace)];
  const names = [location.relative, ...otherCompressions(location.relative)];
  return workspace.sasRoots.flatMap((root) => names.map((name) => below(root, name)));
}

/** Looks for a source; usually one stat. */
export function findSource(
  location: SourceLocation,
  workspace: Workspace,
  stat: Stat = statFile,
): FoundSource | undefined {
  for (const path of sourceCandidates(location, workspace)) {
    const stats = stat(path);
    if (stats?.isFile === true) return { path, size: stats.size, mtime: stats.mtime };
  }
  return undefined;
}

function otherCompressions(relative: string): string[] {
  const suffix = compressions.find((known) => relative.endsWith(known));
  return suffix === undefined
    ? compressions.map((known) => relative + known)
    : [relative.slice(0, -suffix.length)];
}

function below(root: string, relative: string): string {
  const path = resolve(root, relative);
  if (!path.startsWith(root.endsWith(sep) ? root : root + sep)) {
    throw new Problem('path-escapes', `${relative} leads out of the SAS root ${root}`);
  }
  return path;
}

/** The name of a source in records: without the machine's folders wherever that is possible. */
export function sourceName(path: string, workspace: Workspace): string {
  const inWorkspace = workspaceRelative(workspace.layout.root, path);
  if (inWorkspace !== undefined) return inWorkspace;
  for (const root of workspace.sasRoots) {
    const inRoot = workspaceRelative(root, path);
    if (inRoot !== undefined) return `sas/${inRoot}`;
  }
  return path;
}

/** The location that a name in a record stands for: the inverse of `sourceName`. */
export function recordedLocation(name: string): SourceLocation {
  return name.startsWith('sas/')
    ? { kind: 'sas', relative: name.slice('sas/'.length) }
    : { kind: 'file', path: name };
}

/** SHA-256 of a file's bytes, in hexadecimal; memory bounded. */
export function hashFile(path: string): string {
  const fd = openSync(path, 'r');
  try {
    return hashDescriptor(fd);
  } finally {
    closeSync(fd);
  }
}

/** The same of a file that is open, from its beginning on. */
export function hashDescriptor(fd: number): string {
  const hash = createHash('sha256');
  const buffer = Buffer.allocUnsafe(1 << 20);
  for (let at = 0; ;) {
    const length = readSync(fd, buffer, 0, buffer.length, at);
    if (length === 0) return hash.digest('hex');
    hash.update(buffer.subarray(0, length));
    at += length;
  }
}
