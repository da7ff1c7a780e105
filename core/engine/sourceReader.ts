import { hash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync, type Stats } from 'node:fs';
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

/** Memory for one source, and what it holds from an earlier task. */
interface Slot {
  buffer: Buffer;
  kept: Kept | undefined;
  /** The last task that read it; see `begin`. */
  turn: number;
}

interface Kept {
  readonly path: string;
  readonly stats: Stats;
  readonly bytes: Buffer;
  /** Of the bytes, once somebody needed it. */
  sha256: string | undefined;
}

/**
 * Reads and hashes sources in one pass, into buffers that are used again by the next task: where that
 * has the same source (another row, another family), it is there already.
 */
export class SourceReader {
  readonly #slots: Slot[] = [];
  readonly #large = new Map<string, HashedSource>();
  /** Counts the tasks. */
  #turn = 0;

  /** From here on the contents handed out so far may be overwritten. */
  begin(): void {
    this.#turn += 1;
  }

  /** Whoever works on the contents now may change them: the next task reads them again. */
  forget(): void {
    for (const slot of this.#slots) slot.kept = undefined;
  }

  /** `known`: where size and time are still the same, so is the hash. */
  read(path: string, known?: HashedSource): ReadSource {
    const fd = openSync(path, 'r');
    try {
      const stats = fstatSync(fd);
      const { size, mtimeMs: mtime } = stats;
      const same = known?.size === size && known.mtime === mtime ? known.sha256 : undefined;
      if (size > largestKept) {
        const sha256 = same ?? this.#hashLarge(fd, path, size, mtime);
        return { size, mtime, sha256, bytes: undefined };
      }
      const slot = this.#slotFor(path, stats);
      if (slot === undefined) {
        return { size, mtime, sha256: same ?? hashDescriptor(fd), bytes: undefined };
      }
      slot.turn = this.#turn;
      slot.kept ??= { path, stats, bytes: fill(slot, fd, size), sha256: undefined };
      const { kept } = slot;
      // A hash that is known is taken on trust, but only by whoever knows it.
      const sha256 = same ?? (kept.sha256 ??= hash('sha256', kept.bytes));
      return { size, mtime, sha256, bytes: kept.bytes };
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

  /**
   * The memory that holds the source already, or some that is free: not yet that of the task before,
   * as long as there is other.
   */
  #slotFor(path: string, stats: Stats): Slot | undefined {
    const holding = this.#slots.find(
      ({ kept }) => kept?.path === path && isSame(kept.stats, stats),
    );
    const slot = holding ?? this.#lastUsedBefore(this.#turn - 1) ?? this.#added();
    return slot ?? this.#lastUsedBefore(this.#turn);
  }

  #lastUsedBefore(turn: number): Slot | undefined {
    const slot = this.#slots.find((each) => each.turn < turn);
    if (slot !== undefined) slot.kept = undefined;
    return slot;
  }

  #added(): Slot | undefined {
    if (this.#slots.length >= mostKept) return undefined;
    const slot = { buffer: Buffer.alloc(0), kept: undefined, turn: this.#turn };
    this.#slots.push(slot);
    return slot;
  }
}

/** Nobody has changed the file or put another in its place. */
function isSame(a: Stats, b: Stats): boolean {
  return (
    a.ino === b.ino &&
    a.dev === b.dev &&
    a.size === b.size &&
    a.mtimeMs === b.mtimeMs &&
    a.ctimeMs === b.ctimeMs
  );
}

/** As many bytes as the file has; fewer if it was cut meanwhile, which the task's end notices. */
function fill(slot: Slot, fd: number, size: number): Buffer {
  if (slot.buffer.length < size) slot.buffer = Buffer.allocUnsafeSlow(Math.max(size, 2 ** 19));
  let done = 0;
  while (done < size) {
    const count = readSync(fd, slot.buffer, done, size - done, done);
    if (count === 0) break;
    done += count;
  }
  return slot.buffer.subarray(0, done);
}
