import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { listens } from './nginx.ts';
import { eventually, freePort } from './program.ts';

export interface RsyncDaemon {
  /** `rsync://127.0.0.1:port`. */
  readonly host: string;
  stop(): Promise<void>;
}

/** Debian's rsync as a daemon; modules are names with folders, some with a login. */
export async function startRsyncDaemon(
  folder: string,
  modules: Readonly<
    Record<string, { readonly path: string; readonly login?: readonly [string, string] }>
  >,
): Promise<RsyncDaemon> {
  mkdirSync(folder, { recursive: true });
  const port = await freePort();
  const isRoot = userInfo().uid === 0;
  const blocks = Object.entries(modules).map(([name, { path, login }]) => {
    const lines = [`[${name}]`, `path = ${path}`, 'read only = yes'];
    if (isRoot) lines.push('uid = root', 'gid = root');
    if (login !== undefined) {
      const secrets = join(folder, `${name}.secrets`);
      writeFileSync(secrets, `${login[0]}:${login[1]}\n`, { mode: 0o600 });
      lines.push(`auth users = ${login[0]}`, `secrets file = ${secrets}`);
    }
    return lines.join('\n');
  });
  const configuration = join(folder, 'rsyncd.conf');
  writeFileSync(
    configuration,
    ['use chroot = no', `log file = ${folder}/log`, `lock file = ${folder}/lock`, ...blocks].join(
      '\n',
    ),
  );
  const daemon = spawn(
    'rsync',
    [
      '--daemon',
      '--no-detach',
      '--address=127.0.0.1',
      `--port=${port}`,
      `--config=${configuration}`,
    ],
    { stdio: 'ignore' },
  );
  const exited = new Promise<void>((done) => daemon.once('exit', () => done()));
  await eventually('rsync listens', () => listens(port));
  return {
    host: `rsync://127.0.0.1:${port}`,
    async stop() {
      daemon.kill('SIGTERM');
      await exited;
    },
  };
}
