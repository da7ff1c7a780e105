#!/usr/bin/env node
import { existsSync } from 'node:fs';
import module from 'node:module';
import { fileURLToPath } from 'node:url';

const program = new URL('../out/main/cli.js', import.meta.url);

if (existsSync(fileURLToPath(program))) {
  // Node >= 22.1: the compiled code is kept, which halves the start-up time.
  module.enableCompileCache?.();
  await import(program.href);
} else {
  console.error('astra is not built yet: run `npm run build` in the checkout first');
  process.exitCode = 2;
}
