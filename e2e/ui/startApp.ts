import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright';
import { chromiumProgram, chromiumSwitches } from '../harness/chromiumProgram.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const program = join(root, 'out/main/cli.js');
const pictures = join(root, 'test-results/ui');

/** Why these tests cannot run here; undefined if they can. */
export const missing: string | undefined =
  chromiumProgram === undefined
    ? 'there is no Chromium'
    : existsSync(program)
      ? undefined
      : 'the app is not built (npm run build)';

export interface RunningApp {
  readonly page: Page;
  /** The workspace that is open, on disk. */
  readonly workspace: string;
  /** Errors of the page and its console so far: there should be none. */
  readonly errors: readonly string[];
  /** Keeps a picture of the window in `test-results/ui`. */
  readonly picture: (name: string) => Promise<void>;
  readonly stop: () => Promise<void>;
}

interface StartOptions {
  readonly width?: number;
  readonly height?: number;
  readonly colorScheme?: 'light' | 'dark';
  /** A home folder to come back to, kept when the app stops; absent: one of its own, removed. */
  readonly home?: string;
}

/** The built app on its sample workspace, in a home folder of its own, shown in Chromium. */
export async function startApp(options: StartOptions = {}): Promise<RunningApp> {
  const { width = 1280, height = 800, colorScheme = 'light' } = options;
  const home = options.home ?? mkdtempSync(join(tmpdir(), 'astra-ui-'));
  const server = spawn(process.execPath, [program, 'serve', '--no-open', '--sample'], {
    env: { ...process.env, HOME: home, XDG_CONFIG_HOME: join(home, '.config') },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const link = await loginLink(server);
  const browser: Browser = await chromium.launch({
    executablePath: chromiumProgram ?? '',
    args: [...chromiumSwitches],
  });
  const page = await browser.newPage({ viewport: { width, height }, colorScheme });
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  await page.goto(link);
  await page.getByRole('img', { name: /^Flux of/ }).waitFor();
  return {
    page,
    workspace: join(home, 'Astra', 'sample'),
    errors,
    picture: async (name) => {
      mkdirSync(pictures, { recursive: true });
      await page.screenshot({ path: join(pictures, `${name}.png`) });
    },
    stop: async () => {
      await browser.close();
      await ended(server);
      if (options.home === undefined) rmSync(home, { recursive: true, force: true });
    },
  };
}

/** The link that the server prints; rejects if it ends before. */
function loginLink(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    server.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const link = /https?:\/\/\S+#\S+/.exec(said)?.[0];
      if (link !== undefined) resolve(link);
    });
    server.once('exit', (code) => reject(new Error(`astra serve ended with ${code}: ${said}`)));
  });
}

function ended(server: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    server.removeAllListeners('exit');
    if (server.exitCode !== null) resolve();
    server.once('exit', () => resolve());
    server.kill('SIGTERM');
  });
}
