import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const root = import.meta.dirname;

/** Programs of the main side and the source each starts in; the names are stable file names in out/main. */
const mainEntries = present({
  electron: 'main/electron/main.ts',
  cli: 'main/cli/main.ts',
  engineWorker: 'main/worker/engineWorker.ts',
  commandHelper: 'core/engine/commandHelper.ts',
  lookWorker: 'core/engine/planning/lookWorker.ts',
  readerWorker: 'main/worker/readerWorker.ts',
});

export default defineConfig({
  main: {
    build: {
      // The command line also runs under the oldest supported Node, which has no `using`.
      target: 'node20.19',
      // Everything lies flat in out/main, so that `new URL('./engineWorker.js', import.meta.url)`
      // finds the worker from whichever chunk asks.
      rolldownOptions: {
        input: mainEntries,
        output: {
          format: 'es',
          entryFileNames: '[name].js',
          chunkFileNames: 'chunk-[name]-[hash].js',
        },
      },
      sourcemap: true,
      minify: false,
    },
  },
  preload: {
    build: {
      // A sandboxed preload can only be one CommonJS file.
      rolldownOptions: {
        input: present({ preload: 'preload/preload.ts' }),
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
      externalizeDeps: false,
    },
  },
  renderer: {
    root: resolve(root, 'renderer'),
    plugins: [react()],
    build: {
      rolldownOptions: { input: resolve(root, 'renderer/index.html') },
      // The content security policy allows no data: scripts and no inline ones.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
    },
  },
});

function present(entries: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(entries)
      .map(([name, file]) => [name, resolve(root, file)] as const)
      .filter(([, file]) => existsSync(file)),
  );
}
