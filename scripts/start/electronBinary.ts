import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../bootstrap/runCommand.js';
import { say, showing } from '../bootstrap/say.js';

export type ElectronBinary =
  | { readonly kind: 'there'; readonly path: string }
  | { readonly kind: 'not-to-be-had'; readonly why: string };

/** Long enough for some 100 MB at a decent rate, short enough that nobody gives up waiting. */
const downloadMs = 90_000;
const answerFile = '.cache/electron-unavailable';

/**
 * The Electron program: as installed, else after one try to download it. A failed try is
 * remembered for this version of Electron; `.cache/electron-unavailable` can be deleted to try again.
 */
export async function electronBinary(root: string): Promise<ElectronBinary> {
  const folder =
    process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(root, 'node_modules/electron/dist');
  const path = join(folder, programName(process.platform));
  if (existsSync(path)) return { kind: 'there', path };
  const version = electronVersion(root);
  if (readAnswer(root) === version) {
    return { kind: 'not-to-be-had', why: `it could not be downloaded before (see ${answerFile})` };
  }
  try {
    await showing(`Fetching Electron ${version} (one try, at most ${downloadMs / 1000} s)`, () =>
      runCommand(process.execPath, ['node_modules/electron/install.js'], {
        cwd: root,
        timeoutMs: downloadMs,
      }),
    );
    if (existsSync(path)) return { kind: 'there', path };
  } catch (error) {
    say(lastLine(error));
  }
  mkdirSync(join(root, '.cache'), { recursive: true });
  writeFileSync(join(root, answerFile), version);
  return { kind: 'not-to-be-had', why: 'it could not be downloaded' };
}

/** As node_modules/electron/install.js names it. */
function programName(platform: NodeJS.Platform): string {
  if (platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return platform === 'win32' ? 'electron.exe' : 'electron';
}

function electronVersion(root: string): string {
  const manifest: unknown = JSON.parse(
    readFileSync(join(root, 'node_modules/electron/package.json'), 'utf8'),
  );
  const known = typeof manifest === 'object' && manifest !== null && 'version' in manifest;
  return known ? String(manifest.version) : 'of unknown version';
}

function readAnswer(root: string): string | null {
  const file = join(root, answerFile);
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}

function lastLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const lines = text.split('\n').filter((line) => /\S/.test(line) && !/^\s*at /.test(line));
  return lines.at(-1)?.trim() ?? text;
}
