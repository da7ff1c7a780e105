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
    // V8 keeps a list of pages of compiled code, and with many threads coming and going sometimes loses
    // one: "Check failed: jit_page.has_value()", SIGTRAP. Rarer without the protection that it is for.
    execArgv: ['--no-memory-protection-keys'],
  },
});
