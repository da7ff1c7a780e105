import { join } from 'node:path';
import { unbuiltFiles, whyInstall } from './installedPackages.js';
import { runCommand } from './runCommand.js';
import { say, showing } from './say.js';
import { compiler, isThere, provide } from './systemPackages.js';

/**
 * Makes node_modules what package-lock.json says; does nothing if it is.
 *
 * @param {string} root folder of package.json
 */
export async function installPackages(root) {
  const why = whyInstall(root);
  if (why !== null) {
    say(`Installing: ${why}`);
    // The install scripts come in a second step, when the compiler they may need is known to be there.
    await showing('Fetching npm packages (npm ci, about a minute)', () =>
      npm(root, ['ci', '--ignore-scripts', '--no-audit', '--no-fund']),
    );
  }
  if (why === null && unbuiltFiles(root).length === 0) return;
  if (!isThere(compiler) && !(await fetchPrebuiltSqlite(root))) await provide([compiler]);
  await showing(
    'Setting up Node 24, esbuild and SQLite (compiling it takes one to three minutes)',
    () => npm(root, ['rebuild', 'node', 'esbuild', 'sqlite3']),
  );
  if (unbuiltFiles(root).length > 0) {
    throw new Error('SQLite was not built; run `npm rebuild sqlite3` to see why');
  }
}

/**
 * True if a ready-made SQLite binding for this machine could be fetched.
 *
 * @param {string} root
 */
async function fetchPrebuiltSqlite(root) {
  const fetcher = join(root, 'node_modules/prebuild-install/bin.js');
  try {
    await runCommand(process.execPath, [fetcher, '-r', 'napi'], {
      cwd: join(root, 'node_modules/sqlite3'),
      timeoutMs: 60_000,
    });
    return true;
  } catch {
    return false;
  }
}

/**
 * @param {string} root
 * @param {readonly string[]} args
 */
function npm(root, args) {
  // Under `npm start`, npm says where it lies and which Node runs it. That Node stays even while
  // `npm ci` takes away the project's own.
  const { npm_execpath: script, npm_node_execpath: node = process.execPath } = process.env;
  return script?.endsWith('.js')
    ? runCommand(node, [script, ...args], { cwd: root })
    : runCommand('npm', args, { cwd: root });
}
