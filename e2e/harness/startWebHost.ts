import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { nodeProgram } from './nodeProgram.ts';

export interface RunningWebHost {
  /** Logs one browser in, once. */
  readonly link: string;
  /** `http://astra-….localhost:PORT` */
  readonly url: string;
  /** Ends it as Ctrl-C does; resolves with the exit code. */
  stop(): Promise<number | null>;
}

const program = fileURLToPath(new URL('../../bin/astra.js', import.meta.url));

/**
 * The built `astra serve` as a process of its own, on the sample workspace below `home` unless
 * `args` say otherwise.
 */
export async function startWebHost(
  home: string,
  args: readonly string[] = ['--sample'],
): Promise<RunningWebHost> {
  const child = spawn(nodeProgram, [program, 'serve', '--no-open', ...args], {
    cwd: home,
    env: { ...process.env, HOME: home, XDG_CONFIG_HOME: `${home}/.config`, SAS_BASE_DIR: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit').then(() => child.exitCode);
  let output = '';
  const link = await new Promise<string>((resolve, reject) => {
    const read = (part: Buffer): void => {
      output += part.toString();
      const found = /http:\/\/astra-\S+\/login#\S+/.exec(output)?.[0];
      if (found !== undefined) resolve(found);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    void exited.then((code) =>
      reject(new Error(`astra serve ended with ${String(code)}: ${output}`)),
    );
  });
  return {
    link,
    url: new URL(link).origin,
    async stop() {
      child.kill('SIGINT');
      return exited;
    },
  };
}
