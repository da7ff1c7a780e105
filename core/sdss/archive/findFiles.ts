import { joinArchivePath, toArchivePath, type ArchivePath } from './archivePath.ts';
import type { ChecksumList } from './checksum.ts';
import { concurrently } from './concurrently.ts';
import type { Directory } from './directory.ts';
import { ArchiveProblem } from './failure.ts';
import { isWild, matchesFile, matchesSegment, parseGlob } from './glob.ts';

/** A file that the archive has. */
export interface RemoteFile {
  readonly path: ArchivePath;
  readonly bytes?: number;
  readonly modified?: Date;
  readonly sums?: ChecksumList;
}

export interface Finder {
  readonly read: (path: ArchivePath, signal?: AbortSignal) => Promise<Directory>;
  /** Directories listed at a time. */
  readonly connections: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Files of the archive that match a pattern, level by level: only directories that can hold a
 * match are listed. A directory that is not there holds nothing.
 * @throws ArchiveProblem if a directory cannot be listed for any other reason.
 */
export async function findFiles(pattern: string, finder: Finder): Promise<RemoteFile[]> {
  const { segments } = parseGlob(pattern);
  const fileSegment = segments.at(-1) ?? '';
  const firstWild = segments.findIndex(isWild);
  const fixed = firstWild < 0 ? segments.length - 1 : Math.min(firstWild, segments.length - 1);
  let level: ArchivePath[] = [toArchivePath(segments.slice(0, fixed).join('/'))];
  for (const segment of segments.slice(fixed, -1)) {
    if (!isWild(segment)) {
      level = level.map((path) => joinArchivePath(path, segment));
      continue;
    }
    const next: ArchivePath[] = [];
    await forEachDirectory(level, finder, ({ path, entries }) => {
      for (const { kind, name } of entries) {
        if (kind === 'directory' && matchesSegment(segment, name)) {
          next.push(joinArchivePath(path, name));
        }
      }
    });
    level = next.sort();
  }
  const files: RemoteFile[] = [];
  await forEachDirectory(level, finder, ({ path, entries, sums }) => {
    for (const { kind, name, bytes, modified } of entries) {
      if (kind !== 'file' || !matchesFile(fileSegment, name)) continue;
      files.push({
        path: joinArchivePath(path, name),
        ...(bytes === undefined ? {} : { bytes }),
        ...(modified === undefined ? {} : { modified }),
        ...(sums === undefined ? {} : { sums }),
      });
    }
  });
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function forEachDirectory(
  paths: readonly ArchivePath[],
  { read, connections, signal }: Finder,
  use: (directory: Directory) => void,
): Promise<void> {
  return concurrently(paths, connections, async (path) => {
    try {
      use(await read(path, signal));
    } catch (error) {
      if (error instanceof ArchiveProblem && error.code === 'archive-missing') return;
      throw error;
    }
  });
}
