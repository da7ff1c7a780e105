import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [
      'core/**/*.test.ts',
      'main/**/*.test.ts',
      'scripts/**/*.test.ts',
      'renderer/**/*.test.{ts,tsx}',
    ],
    testTimeout: 30_000,
    setupFiles: ['scripts/check/keepTypeStripping.ts'],
    // So that V8 frees no code of WebAssembly: see there.
    execArgv: [
      '--no-wasm-code-gc',
      '--no-flush-liftoff-code',
      '--disable-warning=ExperimentalWarning',
    ],
  },
});
