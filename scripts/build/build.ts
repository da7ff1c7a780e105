import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../bootstrap/runCommand.js';
import { showing } from '../bootstrap/say.js';
import { hashBuildInputs } from './buildInputs.ts';

const products = ['out/main/cli.js', 'out/preload/preload.cjs', 'out/renderer/index.html'];
const stampFile = '.cache/build';

/** Builds main, preload and renderer into `out/`, unless they were built from these very sources. */
export async function buildIfChanged(root: string): Promise<void> {
  const inputs = hashBuildInputs(root);
  if (readStamp(root) === inputs && products.every((file) => existsSync(join(root, file)))) return;
  await build(root, inputs);
}

/** Builds in any case. */
export async function build(root: string, inputs = hashBuildInputs(root)): Promise<void> {
  // Gone while building: a build that breaks off must not pass for a whole one.
  rmSync(join(root, stampFile), { force: true });
  await showing('Building the app', () =>
    runCommand(process.execPath, ['node_modules/electron-vite/bin/electron-vite.js', 'build'], {
      cwd: root,
    }),
  );
  mkdirSync(join(root, '.cache'), { recursive: true });
  writeFileSync(join(root, stampFile), inputs);
}

function readStamp(root: string): string | null {
  try {
    return readFileSync(join(root, stampFile), 'utf8');
  } catch {
    return null;
  }
}
