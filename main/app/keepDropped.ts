import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Keeps a file that a browser sent, under its name or, where another file has that, as `name-2.fits`.
 * The same file again (name and bytes) is the one that is there already, so what the user said of it
 * and the results made from it still hold. Returns its path.
 */
export function keepDropped(folder: string, name: string, bytes: Uint8Array): string {
  mkdirSync(folder, { recursive: true });
  const dot = name.indexOf('.', 1);
  for (let copy = 1; ; copy += 1) {
    const candidate = copy === 1 ? name : `${name.slice(0, dot)}-${copy}${name.slice(dot)}`;
    const path = join(folder, candidate);
    try {
      writeFileSync(path, bytes, { flag: 'wx' });
      return path;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
      if (holds(path, bytes)) return path;
    }
  }
}

function holds(path: string, bytes: Uint8Array): boolean {
  const found = statSync(path);
  return found.isFile() && found.size === bytes.length && readFileSync(path).equals(bytes);
}
