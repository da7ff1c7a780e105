import { join } from 'node:path';
import { build } from 'esbuild';

/** Modules from the root of the checkout, each becoming a program of its own. */
const benchEntries = [
  'bench/engine/benchCli.ts',
  'bench/engine/benchWorker.ts',
  'core/engine/planning/lookWorker.ts',
];

/** Bundles the benchmark's command line as the app's is; returns its path. */
export async function bundleBenchCli(folder: string): Promise<string> {
  await bundlePrograms(folder, benchEntries);
  return join(folder, 'benchCli.js');
}

/** Bundles programs that share their chunks, as the build of the app does. */
export async function bundlePrograms(folder: string, entries: readonly string[]): Promise<void> {
  await build({
    entryPoints: entries.map((name) => join(import.meta.dirname, '../..', name)),
    entryNames: '[name]',
    outdir: folder,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    external: ['sqlite3'],
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    logLevel: 'error',
  });
}
