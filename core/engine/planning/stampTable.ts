import { isAscii } from 'node:buffer';
import { idLength } from './idLength.ts';

interface Page {
  readonly bytes: Buffer;
  /** Names of files may be other than ASCII; nearly none are. */
  readonly encoding: 'latin1' | 'utf8';
}

/**
 * All stamps of a family in memory, by id: pages of lines `id TAB stamp` as the store gives them,
 * kept as they are, and a hash index of some 20 bytes a line. A million stamps take about 170 MB.
 */
export class StampTable {
  readonly #pages: Page[] = [];
  /** Where each line begins, by page; and the line's number among all where its page begins. */
  #offsets = new Int32Array(1 << 12);
  #pageOf = new Uint16Array(1 << 12);
  /** Open addressing with linear probing: line numbers + 1; ids are hashes, so any bits spread. */
  #slots = new Int32Array(1 << 13);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  addPage(lines: Uint8Array): void {
    const bytes = Buffer.from(lines.buffer, lines.byteOffset, lines.byteLength);
    const page = this.#pages.push({ bytes, encoding: isAscii(bytes) ? 'latin1' : 'utf8' }) - 1;
    for (let at = 0; at < bytes.length;) {
      if (this.#size === this.#offsets.length) this.#grow();
      this.#offsets[this.#size] = at;
      this.#pageOf[this.#size] = page;
      this.#place(this.#size);
      this.#size += 1;
      const end = bytes.indexOf(newline, at + idLength);
      at = end < 0 ? bytes.length : end + 1;
    }
  }

  /** The stamp of the id that stands in `ids` at `from`; empty without one. */
  get(ids: string, from = 0): string {
    const mask = this.#slots.length - 1;
    for (let slot = textHash(ids, from) & mask; ; slot = (slot + 1) & mask) {
      const line = (this.#slots[slot] ?? 0) - 1;
      if (line < 0) return '';
      const page = this.#pages[this.#pageOf[line] ?? 0];
      const at = this.#offsets[line] ?? 0;
      if (page === undefined || !isId(page.bytes, at, ids, from)) continue;
      const last = line + 1 === this.#size || this.#pageOf[line + 1] !== this.#pageOf[line];
      const end = last ? page.bytes.length : (this.#offsets[line + 1] ?? 0) - 1;
      return page.bytes.toString(page.encoding, at + idLength + 1, end);
    }
  }

  #place(line: number): void {
    const bytes = this.#pages[this.#pageOf[line] ?? 0]?.bytes;
    if (bytes === undefined) return;
    const mask = this.#slots.length - 1;
    let slot = bytesHash(bytes, this.#offsets[line] ?? 0) & mask;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
    this.#slots[slot] = line + 1;
  }

  #grow(): void {
    const [offsets, pageOf] = [this.#offsets, this.#pageOf];
    this.#offsets = new Int32Array(offsets.length * 2);
    this.#offsets.set(offsets);
    this.#pageOf = new Uint16Array(pageOf.length * 2);
    this.#pageOf.set(pageOf);
    this.#slots = new Int32Array(this.#slots.length * 2);
    for (let line = 0; line < this.#size; line += 1) this.#place(line);
  }
}

const newline = 10;

/** Seven hexadecimal digits of the id at `at`, as a number. */
function textHash(text: string, at: number): number {
  let value = 0;
  for (let index = at; index < at + 7; index += 1)
    value = value * 16 + digit(text.charCodeAt(index));
  return value;
}

function bytesHash(bytes: Uint8Array, at: number): number {
  let value = 0;
  for (let index = at; index < at + 7; index += 1) value = value * 16 + digit(bytes[index] ?? 0);
  return value;
}

function digit(code: number): number {
  return code < 58 ? code - 48 : code - 87;
}

function isId(bytes: Uint8Array, at: number, ids: string, from: number): boolean {
  for (let index = 0; index < idLength; index += 1) {
    if (bytes[at + index] !== ids.charCodeAt(from + index)) return false;
  }
  return true;
}
