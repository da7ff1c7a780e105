import { defineConfig } from 'vitest/config';

/** End-to-end tests start whole programs on the built app; run `npm run build` before them. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Each file starts a browser; two at once are what a small machine carries.
    maxWorkers: 2,
    setupFiles: ['../scripts/check/keepTypeStripping.ts'],
    // So that V8 frees no code of WebAssembly: see there.
    execArgv: [
      '--no-wasm-code-gc',
      '--no-flush-liftoff-code',
      '--disable-warning=ExperimentalWarning',
    ],
  },
});
