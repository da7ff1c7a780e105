import { stat, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { directoryOf, joinArchivePath, nameOf, type ArchivePath } from './archivePath.ts';
import { codeOf } from './failure.ts';

export interface LocalFile {
  readonly file: string;
  readonly bytes: number;
  readonly modified: Date;
}

/**
 * A file of the archive in the first of the SAS roots that has it, compressed or not, whatever the
 * archive does; undefined if none has.
 */
export async function findLocal(
  roots: readonly string[],
  path: ArchivePath,
): Promise<LocalFile | undefined> {
  for (const root of roots) {
    for (const variant of [path, otherCompression(path)]) {
      const file = join(root, variant);
      const found = await statFile(file);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

function otherCompression(path: ArchivePath): ArchivePath {
  const name = nameOf(path);
  const other = name.endsWith('.gz') ? name.slice(0, -3) : `${name}.gz`;
  return other === '' || !path.includes('/') ? path : joinArchivePath(directoryOf(path), other);
}

async function statFile(file: string): Promise<LocalFile | undefined> {
  try {
    const found = await stat(file);
    if (!found.isFile()) return undefined;
    return { file, bytes: found.size, modified: found.mtime };
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM', 'ELOOP'].includes(codeOf(error))) return undefined;
    throw error;
  }
}

/** Bytes that the user may still write on the disk of a folder, which need not exist yet. */
export async function freeBytes(folder: string): Promise<number> {
  for (let place = folder; ; place = dirname(place)) {
    try {
      const { bavail, bsize } = await statfs(place);
      return bavail * bsize;
    } catch (error) {
      if (codeOf(error) !== 'ENOENT' || dirname(place) === place) throw error;
    }
  }
}
