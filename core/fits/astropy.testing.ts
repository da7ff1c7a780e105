import { spawnSync } from 'node:child_process';

const PYTHON = '/usr/bin/python3';

/** True if this machine has astropy; tests against it are skipped, loudly, where it is missing. */
export const hasAstropy = spawnSync(PYTHON, ['-c', 'import astropy.io.fits']).status === 0;

if (!hasAstropy)
  process.emitWarning('SKIPPED: tests that ask astropy, for want of python3-astropy');

/** Runs a script under the system's Python, and returns what it prints. */
export function runPython(script: string, ...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(PYTHON, ['-c', script, ...args], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}
