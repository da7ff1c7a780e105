import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { hasDisplay } from '../../main/web/browserCommand.ts';
import { say } from '../bootstrap/say.js';
import { buildIfChanged } from '../build/build.ts';
import { projectRoot } from '../projectRoot.ts';
import { runProgram } from '../runProgram.ts';
import { electronBinary } from './electronBinary.ts';

/** `npm start`: the app in Electron where that can be had, else from the web host. */
await runProgram(async () => {
  await buildIfChanged(projectRoot);
  const args = ['--sample', ...process.argv.slice(2)];
  const webHost = [join(projectRoot, 'bin/astra.js'), 'serve', ...args];
  if (!hasDisplay(process.platform, process.env)) {
    say('Starting the web host: there is no display for a window');
    run(process.execPath, webHost);
    return;
  }
  const electron = await electronBinary(projectRoot);
  if (electron.kind === 'there') {
    say('Starting Electron: its program is installed');
    run(electron.path, [...electronSwitches(), projectRoot, ...args]);
  } else {
    say(`Starting the web host in a browser window: Electron is missing, ${electron.why}`);
    run(process.execPath, webHost);
  }
});

/** Chromium's sandbox cannot work for root; everybody else keeps it. */
function electronSwitches(): string[] {
  return process.getuid?.() === 0 ? ['--no-sandbox'] : [];
}

function run(command: string, args: readonly string[]): void {
  const child = spawn(command, args, { cwd: projectRoot, stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => child.kill(signal));
  }
  child.on('error', (error) => {
    say(`${command} did not start: ${error.message}`);
    process.exitCode = 1;
  });
  child.on('exit', (code) => {
    process.exitCode = code ?? 1;
  });
}
