import { realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** With links resolved as far as the path exists, so that one file has one name. */
export function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(realPath(parent), basename(path));
  }
}
