import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { FromHelper, ToHelper } from './commandMessages.ts';

/**
 * A small process that starts the programs of command tasks: starting a program copies the page
 * tables of the process that does it, and the engine's may be large. Ends with the engine, and ends
 * its programs first.
 */
const running = new Map<number, ChildProcess>();

const say = (message: FromHelper): void => {
  process.send?.(message);
};

process.on('message', (message: ToHelper) => {
  if (message.type === 'kill') running.get(message.call)?.kill('SIGTERM');
  else start(message);
});

process.on('disconnect', () => {
  for (const child of running.values()) child.kill('SIGKILL');
  process.exit(0);
});

function start({ call, command }: Extract<ToHelper, { type: 'start' }>): void {
  const { program, args, cwd, env } = command;
  const child = spawn(program, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: false,
  });
  running.set(call, child);
  createInterface({ input: child.stdout }).on('line', (text) =>
    say({ type: 'line', call, stream: 'out', text }),
  );
  createInterface({ input: child.stderr }).on('line', (text) =>
    say({ type: 'line', call, stream: 'error', text }),
  );
  child.on('error', (error: NodeJS.ErrnoException) => {
    running.delete(call);
    say({ type: 'unstarted', call, code: error.code ?? '', message: error.message });
  });
  // `close` comes after the last line of both streams.
  child.on('close', (code, signal) => {
    if (!running.delete(call)) return;
    say({ type: 'ended', call, code, signal });
  });
}
