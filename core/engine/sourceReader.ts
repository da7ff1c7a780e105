import { hash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { hashDescriptor } from './source.ts';

/** A source as a task met it. */
export interface ReadSource {
  readonly size: number;
  readonly mtime: number;
  readonly sha256: string;
  /** Its content, where that is small: what was hashed is what the task works on. */
  readonly bytes: Uint8Array | undefined;
}

/** Larger files are hashed piece by piece, and read by the task as it needs them. */
const largestKept = 4 * 2 ** 20;
/** Of one task; a stack of a thousand visits reads its files itself. */
const mostKept = 4;

/** Reads and hashes sources in one pass, into buffers that are used again by the next task. */
export class SourceReader {
  readonly #buffers: Buffer[] = [];
  #used = 0;

  /** From here on the contents handed out so far may be overwritten. */
  begin(): void {
    this.#used = 0;
  }

  read(path: string): ReadSource {
    const fd = openSync(path, 'r');
    try {
      const { size, mtimeMs: mtime } = fstatSync(fd);
      if (size > largestKept || this.#used >= mostKept) {
        return { size, mtime, sha256: hashDescriptor(fd), bytes: undefined };
      }
      const bytes = this.#fill(fd, size);
      return { size, mtime, sha256: hash('sha256', bytes), bytes };
    } finally {
      closeSync(fd);
    }
  }

  /** As many bytes as the file has; fewer if it was cut meanwhile, which the task's end notices. */
  #fill(fd: number, size: number): Buffer {
    const index = this.#used;
    this.#used += 1;
    let buffer = this.#buffers[index];
    if (buffer === undefined || buffer.length < size) {
      buffer = Buffer.allocUnsafeSlow(Math.max(size, 2 ** 19));
      this.#buffers[index] = buffer;
    }
    let done = 0;
    while (done < size) {
      const count = readSync(fd, buffer, done, size - done, done);
      if (count === 0) break;
      done += count;
    }
    return buffer.subarray(0, done);
  }
}
