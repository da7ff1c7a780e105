import { hash } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Tells one build of the app from another, by names, sizes and times of the built files around one of
 * them. Undefined where the program runs from its sources, of which nothing can be told so.
 */
export function buildIdentity(module: URL): string | undefined {
  const path = fileURLToPath(module);
  if (!path.endsWith('.js')) return undefined;
  const folder = dirname(path);
  const files = readdirSync(folder).filter((name) => name.endsWith('.js'));
  const lines = files.sort().map((name) => {
    const { size, mtimeMs } = statSync(join(folder, name));
    return `${name} ${size} ${mtimeMs}`;
  });
  return hash('sha256', lines.join('\n'), 'hex');
}
