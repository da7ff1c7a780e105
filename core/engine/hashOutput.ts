import { createHash, hash } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { hashFile } from './source.ts';

/** SHA-256 of a file, or of a folder's names and contents; undefined if there is nothing. */
export function hashOutput(path: string): string | undefined {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return undefined;
  return stats.isDirectory() ? hashFolder(path).sha256 : hashFile(path);
}

/** Names and contents of everything below, in order of path; the size is the sum of the files. */
export function hashFolder(folder: string): { size: number; sha256: string } {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  let size = 0;
  const hash = createHash('sha256');
  for (const path of names) {
    size += statSync(path).size;
    hash.update(`${path.slice(folder.length)}\0${hashFile(path)}\n`);
  }
  return { size, sha256: hash.digest('hex') };
}

/** The digest of a task's outputs: names and content hashes, in order of name. */
export function digestOf(outputs: readonly { file: string; sha256: string }[]): string {
  const lines = outputs.map(({ file, sha256 }) => `${file}\0${sha256}\n`).sort();
  return hash('sha256', lines.join('')).slice(0, 32);
}
