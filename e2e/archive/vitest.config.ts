import { defineConfig } from 'vitest/config';

/** Tests of the archive client against servers on loopback: real ones and one that misbehaves. */
export default defineConfig({
  test: { include: ['e2e/archive/**/*.test.ts'], testTimeout: 20_000, hookTimeout: 30_000 },
});
