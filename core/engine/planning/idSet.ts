import type { TaskId } from '../../task/task.ts';
import { idBytes } from './idLength.ts';

/**
 * A set of task ids at 16 bytes each (twice that while half full): a million ids as strings in a
 * `Set` would cost ten times as much. Open addressing with linear probing; ids are hashes, so any
 * of their bits spread well. Knows no removal.
 */
export class IdSet {
  #words: Uint32Array;
  #size = 0;

  /** `expected`: room for so many from the start. */
  constructor(expected = 0) {
    const slots = 2 ** Math.ceil(Math.log2(Math.max(512, expected) * 2));
    this.#words = new Uint32Array(4 * slots);
  }

  get size(): number {
    return this.#size;
  }

  /** True if it was not there. */
  add(id: TaskId): boolean {
    if (this.#size * 8 >= this.#words.length) this.#grow();
    const added = this.#put(word(id, 0), word(id, 8), word(id, 16), word(id, 24));
    if (added) this.#size += 1;
    return added;
  }

  /** Ids as 16 bytes each. */
  addAll(ids: Uint8Array): void {
    const bytes = new DataView(ids.buffer, ids.byteOffset, ids.byteLength);
    for (let at = 0; at < ids.length; at += idBytes) this.addBytes(bytes, at);
  }

  /** The same for an id as 16 bytes. */
  addBytes(bytes: DataView, at: number): boolean {
    if (this.#size * 8 >= this.#words.length) this.#grow();
    const added = this.#put(
      bytes.getUint32(at),
      bytes.getUint32(at + 4),
      bytes.getUint32(at + 8),
      bytes.getUint32(at + 12),
    );
    if (added) this.#size += 1;
    return added;
  }

  has(id: TaskId): boolean {
    return !this.#isEmpty(this.#find(word(id, 0), word(id, 8), word(id, 16), word(id, 24)));
  }

  #put(a: number, b: number, c: number, d: number): boolean {
    const at = this.#find(a, b, c, d);
    if (!this.#isEmpty(at)) return false;
    const words = this.#words;
    words[at] = a;
    words[at + 1] = b;
    words[at + 2] = c;
    words[at + 3] = d;
    return true;
  }

  /** Where the id stands, or the empty place where it would. */
  #find(a: number, b: number, c: number, d: number): number {
    const words = this.#words;
    const last = words.length - 1;
    for (let at = (a * 4) & last; ; at = (at + 4) & last) {
      const same =
        words[at] === a && words[at + 1] === b && words[at + 2] === c && words[at + 3] === d;
      if (same || this.#isEmpty(at)) return at;
    }
  }

  /** Four zeros: no hash is that. */
  #isEmpty(at: number): boolean {
    const words = this.#words;
    return words[at] === 0 && words[at + 1] === 0 && words[at + 2] === 0 && words[at + 3] === 0;
  }

  #grow(): void {
    const before = this.#words;
    this.#words = new Uint32Array(before.length * 2);
    for (let at = 0; at < before.length; at += 4) {
      const a = before[at] ?? 0;
      const b = before[at + 1] ?? 0;
      const c = before[at + 2] ?? 0;
      const d = before[at + 3] ?? 0;
      if ((a | b | c | d) !== 0) this.#put(a, b, c, d);
    }
  }
}

/** Values of the characters of hexadecimal digits. */
const digits = Uint8Array.from({ length: 128 }, (_, code) => {
  const value = parseInt(String.fromCharCode(code), 16);
  return Number.isNaN(value) ? 0 : value;
});

/** Eight hexadecimal digits as a number. */
function word(id: TaskId, from: number): number {
  let value = 0;
  for (let at = from; at < from + 8; at += 1) {
    value = (value << 4) | (digits[id.charCodeAt(at) & 127] ?? 0);
  }
  return value >>> 0;
}
