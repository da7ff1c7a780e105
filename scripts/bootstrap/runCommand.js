import { spawn } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';

/** A command that ended badly; `output` holds the last lines it printed. */
export class CommandFailed extends Error {
  /**
   * @param {string} command
   * @param {string} ending
   * @param {string} output
   */
  constructor(command, ending, output) {
    super(`${command} ${ending}${output === '' ? '' : `:\n${output}`}`);
    this.output = output;
  }
}

/**
 * Runs a command quietly and resolves with what it printed; rejects with `CommandFailed`.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: Record<string, string | undefined>, timeoutMs?: number }} [options]
 * @returns {Promise<string>}
 */
export function runCommand(command, args, { cwd, env, timeoutMs } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      // npm is a .cmd file on Windows, which only a shell starts; a shell would break up paths.
      shell: process.platform === 'win32' && !command.endsWith('.exe'),
    });
    // Not the option of the same name: its timer outlives a child that never started.
    const timer = timeoutMs === undefined ? undefined : setTimeout(() => child.kill(), timeoutMs);
    let output = '';
    const keep = (/** @type {Buffer} */ chunk) => {
      output = (output + chunk.toString()).slice(-100_000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const line = [command, ...args].join(' ');
    const failed = (/** @type {string} */ ending) => {
      clearTimeout(timer);
      reject(new CommandFailed(line, ending, tail(output)));
    };
    child.on('error', (error) => failed(`did not start (${error.message})`));
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      if (code === 0) resolve(output);
      else failed(`ended with ${signal ?? `exit code ${code}`}`);
    });
  });
}

/**
 * The end of what a program printed, without colours and without where in its own code it was.
 *
 * @param {string} output
 */
function tail(output) {
  return stripVTControlCharacters(output)
    .split('\n')
    .filter((line) => line.trim() !== '' && !/^\s+at /.test(line))
    .slice(-25)
    .join('\n');
}
