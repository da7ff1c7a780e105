import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Files that only the packages' own install scripts make, by package. */
const builtFiles = new Map([
  ['node', 'node_modules/node/bin/node'],
  ['sqlite3', 'node_modules/sqlite3/build/Release/node_sqlite3.node'],
]);

/**
 * Why npm has to install, in words; null if everything the lock file names is installed.
 * npm keeps a second lock file of what it really installed; the two are compared.
 *
 * @param {string} root folder of package.json
 * @returns {string | null}
 */
export function whyInstall(root) {
  const installed = readPackages(join(root, 'node_modules/.package-lock.json'));
  if (installed === null) return 'no packages are installed yet';
  const wanted = readPackages(join(root, 'package-lock.json'));
  if (wanted === null) throw new Error('package-lock.json is missing or malformed');
  for (const [path, { version, optional, devOptional, peer }] of Object.entries(wanted)) {
    if (path === '') continue;
    const found = installed[path];
    // Packages for other platforms are rightly absent.
    const mayMiss = optional === true || devOptional === true || peer === true;
    if (found === undefined ? !mayMiss : found.version !== version) {
      return `${path.replace(/^.*node_modules\//, '')} is not installed at ${version}`;
    }
  }
  return null;
}

/**
 * Whether packages were installed before, so that only the difference is needed.
 *
 * @param {string} root
 */
export function isInstalledBefore(root) {
  return readPackages(join(root, 'node_modules/.package-lock.json')) !== null;
}

/**
 * The packages whose install scripts have yet to run.
 *
 * @param {string} root
 */
export function unbuiltPackages(root) {
  return [...builtFiles].filter(([, file]) => !existsSync(join(root, file))).map(([name]) => name);
}

/**
 * @typedef {{ version?: string, optional?: boolean, devOptional?: boolean, peer?: boolean }} LockedPackage
 * @param {string} file
 * @returns {Record<string, LockedPackage> | null}
 */
function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return null;
  }
}
