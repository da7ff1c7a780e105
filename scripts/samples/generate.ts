import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { sampleFiles } from './sampleFiles.ts';

/** `node scripts/samples/generate.ts` writes the bundled sample spectra into resources/samples. */
const folder = join(import.meta.dirname, '../../resources/samples');

for (const { path, bytes } of sampleFiles) {
  const target = join(folder, path);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, bytes());
  process.stdout.write(`${path}\n`);
}
