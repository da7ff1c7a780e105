import { spawn } from 'node:child_process';
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, isAbsolute, join } from 'node:path';
import { appWindow, browserCandidates, hasDisplay } from './browserCommand.ts';

export type OpenedBrowser =
  | {
      readonly kind: 'opened';
      readonly browser: string;
      /** Settles when the user has closed the window. */
      readonly closed: Promise<void>;
      close(): void;
    }
  | { readonly kind: 'no-display' }
  | { readonly kind: 'no-browser' };

/** Shows the app in a window of a Chromium-like browser, if there are a display and a browser. */
export function openBrowser(url: string): OpenedBrowser {
  if (!hasDisplay(process.platform, process.env)) return { kind: 'no-display' };
  const found = browserCandidates(process.platform, process.env).map(locate).find(isText);
  if (found === undefined) return { kind: 'no-browser' };
  const profile = mkdtempSync(join(tmpdir(), 'astra-window-'));
  const { command, args } = appWindow(found, url, { profile, root: process.getuid?.() === 0 });
  const child = spawn(command, args, { stdio: 'ignore' });
  const closed = new Promise<void>((resolve) => {
    child.once('error', () => resolve());
    child.once('exit', () => {
      rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
      resolve();
    });
  });
  return { kind: 'opened', browser: found, closed, close: () => child.kill() };
}

function locate(candidate: string): string | undefined {
  const places = isAbsolute(candidate)
    ? [candidate]
    : (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, candidate));
  return places.find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function isText(value: string | undefined): value is string {
  return value !== undefined;
}
