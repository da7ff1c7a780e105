import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const own = fileURLToPath(new URL('../../node_modules/node/bin/node', import.meta.url));

/** The project's Node 24, which runs TypeScript; else the one that runs the tests. */
export const nodeProgram = existsSync(own) ? own : process.execPath;
