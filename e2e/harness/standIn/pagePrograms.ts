import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

export interface PagePrograms {
  /** For the page's own world. */
  readonly main: string;
  /** For the isolated world: the preload script and what it stands on. */
  readonly isolated: string;
}

/** The two programs that a window runs before its page, for one preload script. */
export function pagePrograms(preloadFile: string): PagePrograms {
  // A page that knew the name of the events could speak to the isolated world.
  const secret = randomUUID();
  const preload = readFileSync(preloadFile, 'utf8');
  return {
    main: bundle('mainWorld', secret, ''),
    isolated: bundle(
      'isolatedWorld',
      secret,
      `const STAND_IN_PRELOAD = function (require, module, exports, process) {${preload}\n};`,
    ),
  };
}

function bundle(name: string, secret: string, before: string): string {
  const { outputFiles } = buildSync({
    entryPoints: [fileURLToPath(new URL(`./page/${name}.ts`, import.meta.url))],
    bundle: true,
    write: false,
    format: 'iife',
    define: { STAND_IN_SECRET: JSON.stringify(secret) },
    logLevel: 'silent',
  });
  // Electron runs preload scripts only in the top frame; a block keeps names out of the page.
  return `if (window === window.top) {${before}\n${outputFiles[0]?.text ?? ''}}`;
}
