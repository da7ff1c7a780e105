import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromiumProgram, chromiumSwitches } from '../chromiumProgram.ts';
import { Cdp } from './cdp.ts';

export interface Chromium {
  readonly cdp: Cdp;
  /** Of the DevTools protocol, for the test to look in through as well. */
  readonly port: number;
}

let started: Promise<Chromium> | undefined;

/** The one browser of this process; it ends with it, however the process ends. */
export function chromium(): Promise<Chromium> {
  started ??= start();
  return started;
}

async function start(): Promise<Chromium> {
  if (chromiumProgram === undefined) throw new Error('there is no Chromium');
  const profile = process.env.STAND_IN_PROFILE;
  if (profile === undefined) throw new Error('STAND_IN_PROFILE names no folder');
  const child = spawn(
    chromiumProgram,
    [...chromiumSwitches, '--remote-debugging-port=0', `--user-data-dir=${profile}`, 'about:blank'],
    { stdio: 'ignore' },
  );
  process.once('exit', () => child.kill('SIGKILL'));
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP', 'disconnect'] as const) {
    process.once(signal, () => process.exit(0));
  }
  const [port = '', path = ''] = await readPort(join(profile, 'DevToolsActivePort'));
  return { cdp: await Cdp.connect(`ws://127.0.0.1:${port}${path}`), port: Number(port) };
}

/** The file in which Chromium says where it listens: port and path, a line each. */
async function readPort(file: string): Promise<string[]> {
  for (let tries = 0; tries < 400; tries += 1) {
    const lines = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
    if (lines.length === 2) return lines;
    await sleep(50);
  }
  throw new Error('Chromium did not start within 20 s');
}
