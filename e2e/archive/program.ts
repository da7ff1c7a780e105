import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { createServer } from 'node:net';

/** Where a program is, or undefined; Debian keeps daemons in sbin, which is not on every PATH. */
export function findProgram(name: string): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  return folders
    .map((folder) => join(folder, name))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

/** Says so, loudly, when tests are skipped for want of programs; returns whether all are there. */
export function programsFor(tests: string, names: readonly string[]): boolean {
  const absent = names.filter((name) => findProgram(name) === undefined);
  if (absent.length > 0) {
    console.warn(
      `\n*** SKIPPED: ${tests}: ${absent.join(', ')} not installed (apt-get install nginx-light rsync openssl)\n`,
    );
  }
  return absent.length === 0;
}

/** A port on loopback that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

export async function eventually(what: string, check: () => Promise<boolean>): Promise<void> {
  for (let i = 0; i < 200; i++) {
    if (await check()) return;
    await new Promise((done) => setTimeout(done, 25));
  }
  throw new Error(`${what} did not happen within 5 s`);
}
