import { fileURLToPath } from 'node:url';
import { continueWith } from './continueWith.js';
import { installPackages } from './install.js';
import { say } from './say.js';
import { archiveServers, provide, testBrowser } from './systemPackages.js';

/**
 * What every npm script of the project goes through first:
 *
 *     node scripts/bootstrap/bootstrap.js start|test|build [arguments]
 *
 * Plain JavaScript for Node 20 without any dependency, since a clean clone has neither packages
 * nor a Node that reads TypeScript. Installs what is missing, then hands over.
 */
const root = fileURLToPath(new URL('../../', import.meta.url));
const programs = new Map([
  ['start', 'scripts/start/start.ts'],
  ['test', 'scripts/check/check.ts'],
  ['build', 'scripts/build/main.ts'],
]);

const [verb = '', ...args] = process.argv.slice(2);
const program = programs.get(verb);
if (program === undefined) {
  say(`unknown verb "${verb}"; there are ${[...programs.keys()].join(', ')}`);
  process.exitCode = 2;
} else {
  try {
    await installPackages(root);
    if (verb === 'test') await provide([testBrowser, archiveServers]);
    continueWith(root, program, args);
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}
