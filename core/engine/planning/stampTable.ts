import { idLength } from './look.ts';

/**
 * All stamps of a family in memory, by id: pages of lines `id TAB stamp` as the store gives them,
 * kept as they are, and a hash index of eight bytes a line. A million stamps take some 160 MB.
 */
export class StampTable {
  readonly #pages: string[] = [];
  /** Where each line stands: page and offset. */
  readonly #pageOf: number[] = [];
  readonly #offsets: number[] = [];
  /** Open addressing with linear probing: line numbers + 1; ids are hashes, so any bits spread. */
  #slots = new Int32Array(1 << 12);

  get size(): number {
    return this.#offsets.length;
  }

  addPage(lines: string): void {
    const page = this.#pages.push(lines) - 1;
    for (let at = 0; at < lines.length;) {
      this.#pageOf.push(page);
      this.#offsets.push(at);
      if (this.size * 2 > this.#slots.length) this.#grow();
      else this.#place(this.size - 1);
      const end = lines.indexOf('\n', at);
      at = end < 0 ? lines.length : end + 1;
    }
  }

  /** The stamp of an id; empty without one. */
  get(id: string): string {
    const mask = this.#slots.length - 1;
    for (let slot = idHash(id, 0) & mask; ; slot = (slot + 1) & mask) {
      const line = (this.#slots[slot] ?? 0) - 1;
      if (line < 0) return '';
      const page = this.#pages[this.#pageOf[line] ?? 0] ?? '';
      const at = this.#offsets[line] ?? 0;
      if (!page.startsWith(id, at)) continue;
      const end = page.indexOf('\n', at);
      return page.slice(at + idLength + 1, end < 0 ? page.length : end);
    }
  }

  #place(line: number): void {
    const page = this.#pages[this.#pageOf[line] ?? 0] ?? '';
    const mask = this.#slots.length - 1;
    let slot = idHash(page, this.#offsets[line] ?? 0) & mask;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
    this.#slots[slot] = line + 1;
  }

  #grow(): void {
    this.#slots = new Int32Array(this.#slots.length * 2);
    for (let line = 0; line < this.size; line += 1) this.#place(line);
  }
}

/** Seven hexadecimal digits of the id at `at`, as a number. */
function idHash(text: string, at: number): number {
  let value = 0;
  for (let index = at; index < at + 7; index += 1) {
    const code = text.charCodeAt(index);
    value = value * 16 + (code < 58 ? code - 48 : code - 87);
  }
  return value;
}
