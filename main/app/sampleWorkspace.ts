import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createWorkspace } from '../../core/workspace/workspace.ts';

/**
 * The same two folders up from the source and from the built program; in a package the samples lie
 * beside the archive of the program, since files inside it cannot be copied.
 */
const samples = fileURLToPath(new URL('../../resources/samples', import.meta.url)).replace(
  /app\.asar(?=[\\/])/,
  'app.asar.unpacked',
);

/** Makes the sample workspace with its bundled synthetic spectra, where it is not there yet. */
export function ensureSampleWorkspace(home: string): string {
  const folder = join(home, 'Astra', 'sample');
  const { created, root } = createWorkspace(folder, { name: 'Sample', sample: true });
  const mirror = join(root, 'sas');
  if (created || !existsSync(join(mirror, 'dr17'))) {
    cpSync(join(samples, 'sas'), mirror, { recursive: true, preserveTimestamps: true });
  }
  return root;
}
