import type { TaskId } from '../../task/task.ts';

/**
 * A set of task ids at 16 bytes each (twice that while half full): a million ids as strings in a
 * `Set` would cost ten times as much. Open addressing with linear probing; ids are hashes, so any
 * of their bits spread well. Knows no removal.
 */
export class IdSet {
  #words = new Uint32Array(4 * 1024);
  #size = 0;

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

  has(id: TaskId): boolean {
    const [a, b, c, d] = [word(id, 0), word(id, 8), word(id, 16), word(id, 24)];
    return this.#holds(this.#find(a, b, c, d), a, b, c, d);
  }

  #put(a: number, b: number, c: number, d: number): boolean {
    const at = this.#find(a, b, c, d);
    if (this.#holds(at, a, b, c, d)) return false;
    const words = this.#words;
    words[at] = a;
    words[at + 1] = b;
    words[at + 2] = c;
    words[at + 3] = d;
    return true;
  }

  /** Where the id stands, or the empty place where it would. Four zeros are an empty place. */
  #find(a: number, b: number, c: number, d: number): number {
    const mask = this.#words.length / 4 - 1;
    for (let slot = a & mask; ; slot = (slot + 1) & mask) {
      const at = slot * 4;
      if (this.#holds(at, a, b, c, d) || this.#holds(at, 0, 0, 0, 0)) return at;
    }
  }

  #holds(at: number, a: number, b: number, c: number, d: number): boolean {
    const words = this.#words;
    return words[at] === a && words[at + 1] === b && words[at + 2] === c && words[at + 3] === d;
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

/** Eight hexadecimal digits as a number. */
function word(id: TaskId, from: number): number {
  return parseInt(id.slice(from, from + 8), 16);
}
