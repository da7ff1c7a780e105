import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Problem } from '../../problem/problem.ts';

/** A file that appears whole or not at all. */
export interface AtomicFile {
  /** Writes at the end, or at `position`. */
  write(bytes: Uint8Array, position?: number): void;
  /** Flushes to disk and renames into place. */
  commit(): void;
  /** Removes what was written; does nothing after `commit`. */
  abort(): void;
}

/** Begins a file under a temporary name beside its place. Every failure is `fits-write-failed`. */
export function openAtomicFile(path: string): AtomicFile {
  const unique = randomBytes(6).toString('hex');
  const temporary = join(dirname(path), `.${basename(path)}.${unique}.tmp`);
  let descriptor: number | undefined;
  let length = 0;
  let ended = false;

  const abort = (): void => {
    ended = true;
    if (descriptor === undefined) return;
    closeSync(descriptor);
    descriptor = undefined;
    rmSync(temporary, { force: true });
  };
  const guarded = (action: (open: number) => void): void => {
    if (ended) throw failed(path, new Error('its writing has ended'));
    try {
      descriptor ??= openSync(temporary, 'wx');
      action(descriptor);
    } catch (cause) {
      abort();
      throw failed(path, cause);
    }
  };

  return {
    write(bytes, position) {
      guarded((open) => {
        const start = position ?? length;
        for (let done = 0; done < bytes.length;) {
          done += writeSync(open, bytes, done, bytes.length - done, start + done);
        }
        length = Math.max(length, start + bytes.length);
      });
    },
    commit() {
      guarded((open) => {
        fsyncSync(open);
        renameSync(temporary, path);
        ended = true;
        descriptor = undefined;
        closeSync(open);
      });
    },
    abort,
  };
}

function failed(path: string, cause: unknown): Problem {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new Problem('fits-write-failed', `the file cannot be written (${reason})`, {
    where: { file: path },
    advice: 'Check the folder, its permissions and the free space',
    cause,
  });
}
