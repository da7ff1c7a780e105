import { randomBytes } from 'node:crypto';
import {
  closeSync,
  copyFileSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { serialize } from 'node:v8';
import {
  mark,
  type Contents,
  type Extent,
  type KeptRows,
  type RememberedFile,
} from './rememberedFile.ts';

/** Writes a remembered batch beside the old one, and then in its place. */
export class RememberedWriter {
  readonly #path: string;
  readonly #temporary: string;
  readonly #fd: number;
  readonly #rows = new Map<string, Extent>();
  #offset = 0;

  /** With rows of the file before, if given: those of it that still hold. */
  constructor(path: string, before: RememberedFile | undefined, kept: ReadonlySet<string>) {
    this.#path = path;
    this.#temporary = `${path}.${randomBytes(4).toString('hex')}.part`;
    const rows = [...(before?.contents.rows ?? [])].filter(([sha256]) => kept.has(sha256));
    const useful = rows.reduce((sum, [, { length }]) => sum + length, 0);
    mkdirSync(dirname(path), { recursive: true });
    if (before !== undefined && useful * 2 > before.size) {
      // One copy is quicker than one for each of the rows; what is of no use stays in it for now.
      copyFileSync(path, this.#temporary);
      this.#fd = openSync(this.#temporary, 'r+');
      this.#offset = before.size;
      this.#rows = new Map(rows);
    } else {
      this.#fd = openSync(this.#temporary, 'wx');
      for (const [sha256, extent] of rows) this.#add(sha256, before?.bytes(extent));
    }
  }

  add(sha256: string, rows: KeptRows): void {
    if (!this.#rows.has(sha256)) this.#add(sha256, serialize(rows));
  }

  finish(contents: Omit<Contents, 'rows'>): void {
    const offset = Buffer.alloc(8);
    offset.writeBigUInt64LE(BigInt(this.#offset));
    const all: Contents = { ...contents, rows: this.#rows };
    this.#write(serialize(all));
    this.#write(offset);
    this.#write(mark);
    closeSync(this.#fd);
    renameSync(this.#temporary, this.#path);
  }

  discard(): void {
    closeSync(this.#fd);
    rmSync(this.#temporary, { force: true });
  }

  #add(sha256: string, bytes: Buffer | undefined): void {
    if (bytes === undefined) return;
    this.#rows.set(sha256, { offset: this.#offset, length: bytes.length });
    this.#write(bytes);
  }

  #write(bytes: Buffer): void {
    for (let from = 0; from < bytes.length;) {
      from += writeSync(this.#fd, bytes, from, bytes.length - from, this.#offset + from);
    }
    this.#offset += bytes.length;
  }
}
