import { existsSync } from 'node:fs';
import { findProgram } from './findProgram.js';
import { runCommand } from './runCommand.js';
import { say, showing } from './say.js';

/**
 * A thing that the system and not npm provides.
 *
 * @typedef {object} SystemNeed
 * @property {string} what in words, for the person who waits
 * @property {readonly (readonly string[])[]} programs all of these must be there; any name of a
 *   group will do
 * @property {readonly string[]} debian Debian's packages for it
 * @property {string} elsewhere what to do on other systems
 */

/** @type {SystemNeed} */
export const compiler = {
  what: 'a C++ compiler for SQLite',
  programs: [
    ['c++', 'g++', 'clang++', 'cl'],
    ['make', 'gmake', 'msbuild'],
    ['python3', 'python'],
  ],
  debian: ['build-essential', 'python3'],
  elsewhere:
    'install a C++ compiler and Python 3 (macOS: xcode-select --install; Windows: Visual Studio Build Tools)',
};

/** @type {SystemNeed} */
export const testBrowser = {
  what: 'Chromium for the tests',
  programs: [['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']],
  debian: ['chromium'],
  elsewhere: 'install Chromium or Chrome',
};

/** @type {SystemNeed} */
export const archiveServers = {
  what: 'servers for the archive tests',
  programs: [['nginx'], ['rsync']],
  debian: ['nginx-light', 'rsync'],
  elsewhere: 'install nginx and rsync',
};

/** @param {SystemNeed} need */
export function isThere(need) {
  return need.programs.every((names) => findProgram(names) !== null);
}

/**
 * Provides what is missing where that is possible (as root on Debian and its kin), else says
 * which command the user can type. Never fails: whoever needs the thing says so when it is missing.
 *
 * @param {readonly SystemNeed[]} needs
 */
export async function provide(needs) {
  const missing = needs.filter((need) => !isThere(need));
  if (missing.length === 0) return;
  const packages = missing.flatMap((need) => need.debian);
  const what = missing.map((need) => need.what).join(', ');
  if (findProgram(['apt-get']) === null || !existsSync('/etc/debian_version')) {
    for (const need of missing) say(`${need.what} is missing: ${need.elsewhere}`);
  } else if (process.getuid?.() !== 0) {
    say(`${what}: missing; to have it, type\n\n    sudo apt-get install ${packages.join(' ')}\n`);
  } else {
    await install(what, packages);
  }
}

/**
 * @param {string} what
 * @param {readonly string[]} packages
 */
async function install(what, packages) {
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  // Another apt-get may be at work, an unattended upgrade say: wait for its turn.
  const wait = ['-o', 'DPkg::Lock::Timeout=300'];
  const get = ['install', '-y', '-qq', '--no-install-recommends', ...wait, ...packages];
  try {
    await showing(`Installing ${what} (apt-get install ${packages.join(' ')})`, async () => {
      // A package list that is out of date names files that are gone; it is only worth its time then.
      await runCommand('apt-get', get, { env }).catch(async () => {
        await runCommand('apt-get', ['update', '-qq'], { env });
        await runCommand('apt-get', get, { env });
      });
    });
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    say(`Going on without ${what}`);
  }
}
