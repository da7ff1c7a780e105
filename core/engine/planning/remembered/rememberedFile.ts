import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { KeptChunk } from './keptChunk.ts';

/** Rows of a batch whose tasks were all complete. */
export interface KeptRows {
  readonly chunks: readonly KeptChunk[];
  /** What was understood differently from how it was written. */
  readonly notes: readonly string[];
}

/** Where something stands in the file. */
export interface Extent {
  readonly offset: number;
  readonly length: number;
}

/** What the rows were remembered under; all of it must still hold. */
export interface Contents {
  /** Every family that takes part: its name, version and the fingerprint of its code. */
  readonly families: readonly { family: string; identityName: string; code: string }[];
  /** Folders that parameters named, and their real names then. */
  readonly folders: readonly (readonly [string, string])[];
  /** The last change of the store that is taken into account. */
  readonly change: { readonly number: number; readonly tag: string };
  /** Rows by the SHA-256 of their lines. */
  readonly rows: ReadonlyMap<string, Extent>;
  /** Where every row of the batch is here: its ranges, and its tasks, each counted once. */
  readonly whole:
    { readonly ranges: string; readonly counted: ReadonlyMap<string, number> } | undefined;
}

/*
 * A file: rows one after the other, the contents, where the contents begin (an 8-byte integer), and a
 * mark. Everything in it can be made again, so what cannot be read is as good as absent.
 */
const mark = Buffer.from('ASTRAB01');
const trailer = 8 + mark.length;

/** A remembered batch, opened. Close it. */
export class RememberedFile {
  readonly contents: Contents;
  readonly #fd: number;
  /** Room that is used again and again: fresh memory costs more than what is read into it. */
  #room: Buffer = Buffer.alloc(0);

  private constructor(fd: number, contents: Contents) {
    this.#fd = fd;
    this.contents = contents;
  }

  /** Undefined if there is none, or none that can be read. */
  static open(path: string): RememberedFile | undefined {
    let fd: number;
    try {
      fd = openSync(path, 'r');
    } catch {
      return undefined;
    }
    try {
      const { size } = fstatSync(fd);
      const end = readAt(fd, { offset: size - trailer, length: trailer });
      if (!end.subarray(8).equals(mark)) throw new Error('not a remembered batch');
      const offset = Number(end.readBigUInt64LE());
      const contents = readAt(fd, { offset, length: size - trailer - offset });
      // Written by `RememberedWriter`; the mark says by which version.
      return new RememberedFile(fd, deserialize(contents) as Contents);
    } catch {
      closeSync(fd);
      return undefined;
    }
  }

  /** Valid until the next call: the arrays in it may lie where the next rows are read to. */
  rows(extent: Extent): KeptRows {
    return keptRows(this.bytes(extent));
  }

  /** Valid until the next call. */
  bytes(extent: Extent): Buffer {
    const { length } = extent;
    if (this.#room.length < length) this.#room = Buffer.alloc(length * 2);
    return readAt(this.#fd, extent, this.#room.subarray(0, length));
  }

  close(): void {
    closeSync(this.#fd);
  }
}

/** The rows that were written so; arrays in them may lie in these bytes. */
export function keptRows(bytes: Uint8Array): KeptRows {
  return deserialize(bytes) as KeptRows; // written by `RememberedWriter`; the mark says by which version
}

function readAt(
  fd: number,
  { offset, length }: Extent,
  bytes: Buffer = Buffer.alloc(length),
): Buffer {
  const read = readSync(fd, bytes, 0, length, offset);
  if (read !== length) throw new RangeError(`${read} of ${length} bytes at ${offset}`);
  return bytes;
}

/** Writes a remembered batch beside the old one, and then in its place. */
export class RememberedWriter {
  readonly #path: string;
  readonly #temporary: string;
  readonly #fd: number;
  readonly #rows = new Map<string, Extent>();
  #offset = 0;

  constructor(path: string) {
    mkdirSync(dirname(path), { recursive: true });
    this.#path = path;
    this.#temporary = `${path}.${randomBytes(4).toString('hex')}.part`;
    this.#fd = openSync(this.#temporary, 'wx');
  }

  has(sha256: string): boolean {
    return this.#rows.has(sha256);
  }

  add(sha256: string, rows: KeptRows | Buffer): void {
    if (this.has(sha256)) return;
    const bytes = Buffer.isBuffer(rows) ? rows : serialize(rows);
    this.#rows.set(sha256, { offset: this.#offset, length: bytes.length });
    this.#write(bytes);
  }

  finish(contents: Omit<Contents, 'rows'>): void {
    const offset = Buffer.alloc(8);
    offset.writeBigUInt64LE(BigInt(this.#offset));
    const whole: Contents = { ...contents, rows: this.#rows };
    this.#write(serialize(whole));
    this.#write(offset);
    this.#write(mark);
    closeSync(this.#fd);
    renameSync(this.#temporary, this.#path);
  }

  discard(): void {
    closeSync(this.#fd);
    rmSync(this.#temporary, { force: true });
  }

  #write(bytes: Buffer): void {
    for (let from = 0; from < bytes.length;) {
      from += writeSync(this.#fd, bytes, from, bytes.length - from, this.#offset + from);
    }
    this.#offset += bytes.length;
  }
}
