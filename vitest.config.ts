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
    // V8 keeps a list of pages of compiled code, and with many threads coming and going sometimes loses
    // one: "Check failed: jit_page.has_value()", SIGTRAP. Rarer without the protection that it is for.
    execArgv: ['--no-memory-protection-keys'],
  },
});
