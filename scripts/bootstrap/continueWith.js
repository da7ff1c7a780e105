import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Hands over to a TypeScript program of the project, run by the project's own Node 24, and ends
 * as it ends. The bootstrap itself only needs the system's Node 20.
 *
 * @param {string} root folder of package.json
 * @param {string} program its path below root
 * @param {readonly string[]} args
 */
export function continueWith(root, program, args) {
  const own = join(
    root,
    'node_modules/node/bin',
    process.platform === 'win32' ? 'node.exe' : 'node',
  );
  const node = existsSync(own) ? own : process.execPath;
  const child = spawn(node, [join(root, program), ...args], {
    cwd: root,
    stdio: 'inherit',
    // So that `node` means the same Node for everything that the program starts.
    env: { ...process.env, NODE: node },
  });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => child.kill(signal));
  }
  child.on('error', (error) => {
    process.stderr.write(`astra: ${error.message}\n`);
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1);
  });
}
