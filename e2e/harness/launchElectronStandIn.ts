import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright';
import { nodeProgram } from './nodeProgram.ts';
import type { Order } from './standIn/remoteControl.ts';

export interface StandInApp {
  /** The app's window. */
  readonly page: Page;
  /** Asks something of the main process. */
  tell(order: Order): Promise<unknown>;
  /** Quits as the user would; resolves with the exit code. */
  quit(): Promise<number | null>;
  /** Ends it in any case, browser and all. */
  close(): Promise<void>;
}

export interface StandInOptions {
  /** The main script of the app: a built one or TypeScript. */
  readonly main: string;
  readonly env?: Readonly<Record<string, string>>;
}

const register = new URL('./standIn/register.ts', import.meta.url).href;

/** Starts the main script under the stand-in for Electron and waits for its window. */
export async function launchElectronStandIn(options: StandInOptions): Promise<StandInApp> {
  const profile = mkdtempSync(join(tmpdir(), 'astra-stand-in-'));
  const child = fork(options.main, [], {
    execPath: nodeProgram,
    execArgv: ['--import', register],
    env: { ...process.env, ...options.env, STAND_IN_PROFILE: profile },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const exited = once(child, 'exit').then(async () => {
    // Chromium's helpers die a moment after it, and write to the last.
    await rm(profile, { recursive: true, force: true, maxRetries: 20 });
    return child.exitCode;
  });
  const waiting = new Map<number, (answer: Answer) => void>();
  let lastId = 0;
  child.on('message', (answer: Answer) => {
    waiting.get(answer.id)?.(answer);
    waiting.delete(answer.id);
  });
  void exited.then(() => {
    for (const [id, settle] of waiting) settle({ id, ok: false, value: 'the app has ended' });
  });

  function tell(order: Order): Promise<unknown> {
    const id = (lastId += 1);
    return new Promise((resolve, reject) => {
      waiting.set(id, ({ ok, value }) => (ok ? resolve(value) : reject(new Error(String(value)))));
      child.send({ id, order });
    });
  }

  async function close(): Promise<void> {
    child.kill('SIGTERM');
    await exited;
  }

  try {
    const port = await tell({ do: 'port' });
    const browser = await chromium.connectOverCDP(`http://127.0.0.1:${String(port)}`);
    const page = await firstWindow(browser);
    return {
      page,
      tell,
      close,
      async quit() {
        await tell({ do: 'quit' }).catch(() => undefined);
        return exited;
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

interface Answer {
  readonly id: number;
  readonly ok: boolean;
  readonly value: unknown;
}

/** The page that stands for `app://bundle`, once it has loaded. */
async function firstWindow(browser: Browser): Promise<Page> {
  for (let tries = 0; tries < 400; tries += 1) {
    const pages = browser.contexts().flatMap((context) => context.pages());
    const page = pages.find((candidate) => candidate.url().includes('.app.localhost/'));
    if (page !== undefined) {
      await page.waitForLoadState();
      return page;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the app opened no window within 20 s');
}

/** Path of a file beside the test that asks. */
export function besideTest(testUrl: string, file: string): string {
  return fileURLToPath(new URL(file, testUrl));
}
