import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Problem } from '../../problem/problem.ts';
import { Credentials } from './credentials.ts';
import { codeOf } from './failure.ts';

/**
 * Entries of a `.netrc` (format of ftp(1): `machine HOST login NAME password WORD`, in any layout;
 * words may be quoted; `macdef` bodies end at an empty line). A `default` entry is ignored: a
 * password is sent only to the host it was written for.
 */
export function parseNetrc(text: string): Credentials[] {
  const words = wordsOf(text);
  const found: Credentials[] = [];
  let host: string | undefined;
  let login = '';
  let password: string | undefined;
  const finish = () => {
    if (host !== undefined && password !== undefined) {
      found.push(new Credentials(host, login, password));
    }
    host = undefined;
    login = '';
    password = undefined;
  };
  for (let i = 0; i < words.length; i++) {
    switch (words[i]) {
      case 'machine':
        finish();
        host = words[++i]?.toLowerCase();
        break;
      case 'default':
        finish();
        break;
      case 'login':
      case 'user':
        login = words[++i] ?? '';
        break;
      case 'password':
        password = words[++i] ?? '';
        break;
      case 'account':
        i++;
        break;
      default:
        break;
    }
  }
  finish();
  return found;
}

function wordsOf(text: string): string[] {
  const words: string[] = [];
  let inMacro = false;
  for (const line of text.split(/\r?\n/)) {
    if (inMacro) {
      inMacro = line.trim() !== '';
      continue;
    }
    for (const match of line.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g)) {
      const word = match[1]?.replace(/\\(.)/g, '$1') ?? match[2] ?? '';
      // A `#` starts a comment, except right after `password`, where it is part of the secret.
      if (word.startsWith('#') && match[1] === undefined && words.at(-1) !== 'password') break;
      if (word === 'macdef') {
        inMacro = true;
        break;
      }
      words.push(word);
    }
  }
  return words;
}

export interface NetrcPlace {
  readonly home: string;
  readonly platform: NodeJS.Platform;
}

/** Where a user is told to put credentials. */
export function netrcName(platform: NodeJS.Platform): string {
  return platform === 'win32' ? '%HOME%\\_netrc' : '~/.netrc';
}

/**
 * The credentials of `host` from `.netrc` or `_netrc` in the home folder, or undefined.
 * @throws Problem `netrc-permissions` if others can read the file (POSIX only), for then the
 * password may no longer be a secret and using it would hide that.
 */
export async function readNetrc(
  host: string,
  { home, platform }: NetrcPlace,
): Promise<Credentials | undefined> {
  const names = platform === 'win32' ? ['_netrc', '.netrc'] : ['.netrc', '_netrc'];
  for (const name of names) {
    const file = join(home, name);
    const text = await readPrivate(file, platform);
    const found = text === undefined ? undefined : parseNetrc(text).find((e) => e.host === host);
    if (found !== undefined) return found;
  }
  return undefined;
}

async function readPrivate(file: string, platform: NodeJS.Platform): Promise<string | undefined> {
  try {
    const { mode } = await stat(file);
    if (platform !== 'win32' && (mode & 0o077) !== 0) {
      throw new Problem('netrc-permissions', 'other users of this computer can read this file', {
        where: { file },
        advice: `Run: chmod 600 ${file}`,
      });
    }
    return await readFile(file, 'utf8');
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    if (code !== 'EACCES' && code !== 'EISDIR') throw error;
    throw new Problem('netrc-permissions', `this file cannot be read (${code})`, {
      where: { file },
      advice: 'Make it a file that you, and only you, can read',
    });
  }
}
