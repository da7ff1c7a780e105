import { hash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { HashedSource } from '../store/record.ts';
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
/** Hashes of large files that are remembered. */
const mostLarge = 1000;

/** Reads and hashes sources in one pass, into buffers that are used again by the next task. */
export class SourceReader {
  readonly #buffers: Buffer[] = [];
  readonly #large = new Map<string, HashedSource>();
  #used = 0;

  /** From here on the contents handed out so far may be overwritten. */
  begin(): void {
    this.#used = 0;
  }

  /** `known`: where size and time are still the same, so is the hash. */
  read(path: string, known?: HashedSource): ReadSource {
    const fd = openSync(path, 'r');
    try {
      const { size, mtimeMs: mtime } = fstatSync(fd);
      const same = known?.size === size && known.mtime === mtime ? known.sha256 : undefined;
      if (size > largestKept) {
        return {
          size,
          mtime,
          sha256: same ?? this.#hashLarge(fd, path, size, mtime),
          bytes: undefined,
        };
      }
      if (this.#used >= mostKept) {
        return { size, mtime, sha256: same ?? hashDescriptor(fd), bytes: undefined };
      }
      const bytes = this.#fill(fd, size);
      return { size, mtime, sha256: same ?? hash('sha256', bytes), bytes };
    } finally {
      closeSync(fd);
    }
  }

  /** The members of a unit often share a catalogue: it is hashed for the first of them. */
  #hashLarge(fd: number, path: string, size: number, mtime: number): string {
    const last = this.#large.get(path);
    if (last?.size === size && last.mtime === mtime) return last.sha256;
    const sha256 = hashDescriptor(fd);
    if (this.#large.size >= mostLarge) this.#large.clear();
    this.#large.set(path, { size, mtime, sha256 });
    return sha256;
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
