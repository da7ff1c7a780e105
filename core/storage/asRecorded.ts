import { lstatSync, readdirSync, realpathSync, type Stats } from 'node:fs';
import { join, sep } from 'node:path';
import type { OutputPrint } from '../store/record.ts';

/** SHA-256 of a file, or of a folder's names and contents. */
export type HashOutput = (path: string) => string | undefined;

export type OnDisk =
  | { readonly kind: 'as-recorded' }
  | { readonly kind: 'missing' }
  | { readonly kind: 'changed'; readonly why: string };

/**
 * Whether a task's folder holds exactly what was recorded, really lies where it seems to, and
 * nothing else is in it. One stat for each file; the bytes decide where the time differs, and
 * always for a folder, whose own time says nothing of the files below.
 */
export function asRecorded(
  outputsRoot: string,
  relative: string,
  outputs: readonly OutputPrint[],
  hash: HashOutput,
): OnDisk {
  const folder = join(outputsRoot, relative);
  if (statOf(folder) === undefined) return { kind: 'missing' };
  if (realpathSync(folder) !== join(realpathSync(outputsRoot), relative)) {
    return changed('it lies outside the workspace');
  }
  const recorded = outputs.filter(({ file }) => file !== '');
  const names = new Set(recorded.map(({ file }) => file));
  const stranger = readdirSync(folder).find((name) => !names.has(name));
  if (stranger !== undefined) return changed(`${stranger} lies beside it, which no task made`);
  for (const output of recorded) {
    const why = whyChanged(join(folder, output.file), output, hash);
    if (why !== undefined) return changed(`${output.file} ${why}`);
  }
  return { kind: 'as-recorded' };
}

function whyChanged(path: string, output: OutputPrint, hash: HashOutput): string | undefined {
  const stats = statOf(path);
  if (stats === undefined) return 'is missing';
  if (stats.isSymbolicLink()) return 'is a link';
  const isFolder = output.kind === 'directory';
  if (isFolder !== stats.isDirectory()) return 'is something else now';
  if (isFolder && hasLinks(path)) return 'holds a link';
  const sameStat = !isFolder && stats.size === output.size && stats.mtimeMs === output.mtime;
  if (sameStat || hash(path) === output.sha256) return undefined;
  return 'changed since it was recorded';
}

function hasLinks(folder: string): boolean {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).some(
    (entry) => !entry.isFile() && !entry.isDirectory(),
  );
}

function statOf(path: string): Stats | undefined {
  return lstatSync(path, { throwIfNoEntry: false });
}

function changed(why: string): OnDisk {
  return { kind: 'changed', why };
}

/** `Family/ab/ab…`: a task's place below `outputs`. */
export function taskPlace({
  family,
  id,
}: {
  readonly family: string;
  readonly id: string;
}): string {
  return [family, id.slice(0, 2), id].join(sep);
}
