import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { Problem } from '../problem/problem.ts';
import { requireRange, type ByteSource } from './byteSource.ts';

/** Headers are read block by block: one system call fetches four, and of a long header sixteen. */
const READ_AHEAD = 4 * 2880;
const READ_ON = 16 * 2880;

/** Node refuses to read 2 GiB or more in one call. */
const MOST_PER_CALL = 2 ** 30;

/**
 * A file on disk, opened for reading. Small reads are served from a window of 12 kB, or of 46 kB
 * where one follows the other; large ones go straight to the disk. Throws `fits-not-found` or `fits-unreadable`.
 */
export function fileSource(path: string): ByteSource {
  const descriptor = openFile(path);
  const size = sizeOf(path, descriptor);
  let window = new Uint8Array(0);
  let windowStart = 0;
  let open = true;

  const readFully = (target: Uint8Array, offset: number): void => {
    if (!open) {
      throw new Problem('fits-closed', 'the file was closed before it was read', {
        where: { file: path },
      });
    }
    let done = 0;
    while (done < target.length) {
      const count = tryRead(path, descriptor, target, done, offset + done);
      // The file shrank since it was opened.
      if (count === 0) requireRange({ name: path, size: offset + done }, offset, target.length);
      done += count;
    }
  };

  return {
    name: path,
    size,
    read(offset, length, scratch) {
      requireRange(this, offset, length);
      if (length > READ_ON / 2) {
        const target =
          scratch !== undefined && scratch.length >= length
            ? scratch.subarray(0, length)
            : new Uint8Array(length);
        readFully(target, offset);
        return target;
      }
      if (offset < windowStart || offset + length > windowStart + window.length) {
        const ahead = offset === windowStart + window.length ? READ_ON : READ_AHEAD;
        const fresh = new Uint8Array(Math.min(Math.max(ahead, length), size - offset));
        readFully(fresh, offset);
        window = fresh;
        windowStart = offset;
      }
      return window.subarray(offset - windowStart, offset - windowStart + length);
    },
    readInto(target, offset) {
      requireRange(this, offset, target.length);
      readFully(target, offset);
    },
    close() {
      if (!open) return;
      open = false;
      closeSync(descriptor);
    },
  };
}

function openFile(path: string): number {
  try {
    return openSync(path, 'r');
  } catch (cause) {
    if (isCode(cause, 'ENOENT') || isCode(cause, 'ENOTDIR')) {
      throw new Problem('fits-not-found', 'there is no such file', {
        where: { file: path },
        advice: 'Check the path',
        cause,
      });
    }
    throw unreadable(path, cause);
  }
}

function sizeOf(path: string, descriptor: number): number {
  const stats = fstatSync(descriptor);
  if (stats.isFile()) return stats.size;
  closeSync(descriptor);
  throw new Problem('fits-unreadable', 'this is not a regular file', {
    where: { file: path },
    advice: 'Give the path of a FITS file',
  });
}

function tryRead(
  path: string,
  descriptor: number,
  target: Uint8Array,
  at: number,
  offset: number,
): number {
  try {
    return readSync(descriptor, target, at, Math.min(MOST_PER_CALL, target.length - at), offset);
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

function unreadable(path: string, cause: unknown): Problem {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new Problem('fits-unreadable', `the file cannot be read (${reason})`, {
    where: { file: path },
    advice: 'Check its permissions and the disk',
    cause,
  });
}

function isCode(cause: unknown, code: string): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === code;
}
