import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isInstalledBefore, unbuiltPackages, whyInstall } from './installedPackages.js';
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
    // `ci` throws everything away first, SQLite's long compilation too: only for the first time.
    const verb = isInstalledBefore(root) ? 'install' : 'ci';
    // The install scripts come in a second step, when the compiler they may need is known to be there.
    await showing(`Fetching npm packages (npm ${verb}, about a minute)`, () =>
      npm(root, [verb, '--ignore-scripts', '--no-audit', '--no-fund']),
    );
  }
  const unbuilt = unbuiltPackages(root);
  if (unbuilt.length === 0) return;
  const needsCompiler = unbuilt.includes('sqlite3') && !isThere(compiler);
  if (needsCompiler && !(await fetchPrebuiltSqlite(root))) await provide([compiler]);
  const names = unbuilt.join(' and ');
  await showing(`Setting up ${names} (compiling SQLite takes one to three minutes)`, () =>
    npm(root, ['rebuild', ...unbuilt]),
  );
  if (unbuiltPackages(root).includes('sqlite3')) {
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
  const options = { cwd: root, env: headersOf(node) };
  return script?.endsWith('.js')
    ? runCommand(node, [script, ...args], options)
    : runCommand('npm', args, options);
}

/**
 * Node's own headers, where they were installed with it: node-gyp then need not download them.
 * Any version's do, since the binding of SQLite is Node-API.
 *
 * @param {string} node
 * @returns {Record<string, string>}
 */
function headersOf(node) {
  const prefix = join(dirname(node), '..');
  const there = existsSync(join(prefix, 'include/node/node_api.h'));
  return there && process.env.npm_config_nodedir === undefined
    ? { npm_config_nodedir: prefix }
    : {};
}
