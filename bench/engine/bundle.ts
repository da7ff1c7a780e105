import { join } from 'node:path';
import { build } from 'esbuild';

/** Bundles the benchmark's command line as the app's is; returns its path. */
export async function bundleBenchCli(folder: string): Promise<string> {
  await build({
    entryPoints: [
      './benchCli.ts',
      './benchWorker.ts',
      '../../core/engine/planning/lookWorker.ts',
    ].map((name) => join(import.meta.dirname, name)),
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
  return join(folder, 'benchCli.js');
}
