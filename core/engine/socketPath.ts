import { createHash } from 'node:crypto';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

/** Longest path that a Unix socket can have on Linux and macOS (`sun_path`: 108 and 104 bytes). */
const longest = 100;

/**
 * Where the engine of a workspace listens: inside its `.astra`, or, where that path is too long for
 * a socket, in the folder for temporary files. A named pipe on Windows.
 */
export function socketPath(stateFolder: string, platform: NodeJS.Platform): string {
  const name = createHash('sha256').update(stateFolder).digest('hex').slice(0, 24);
  if (platform === 'win32') return `\\\\.\\pipe\\astra-${name}`;
  const inside = join(stateFolder, 'engine.sock');
  if (Buffer.byteLength(inside) <= longest) return inside;
  return join(tmpdir(), `astra-${userInfo().uid}-${name}.sock`);
}
