import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { deserialize } from 'node:v8';
import type { Change } from '../../../store/store.ts';
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
  readonly change: Change;
  /** Rows by the SHA-256 of their lines. */
  readonly rows: ReadonlyMap<string, Extent>;
  /** Where every row of the batch is here. */
  readonly whole: Whole | undefined;
}

/** A batch of which every row was complete. */
export interface Whole {
  /** What tells its ranges, in their order, from others. */
  readonly ranges: string;
  /** Its tasks by family, each counted once. */
  readonly counted: ReadonlyMap<string, number>;
  readonly notes: readonly string[];
}

/*
 * A file: rows one after the other, the contents, where the contents begin (an 8-byte integer), and a
 * mark. Everything in it can be made again, so what cannot be read is as good as absent.
 */
export const mark = Buffer.from('ASTRAB01');
const trailer = 8 + mark.length;

/** A remembered batch, opened. Close it. */
export class RememberedFile {
  readonly contents: Contents;
  /** Bytes of the whole file. */
  readonly size: number;
  readonly #fd: number;
  /** Room that is used again and again: fresh memory costs more than what is read into it. */
  #room: Buffer = Buffer.alloc(0);

  private constructor(fd: number, size: number, contents: Contents) {
    this.#fd = fd;
    this.size = size;
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
      return new RememberedFile(fd, size, deserialize(contents) as Contents);
    } catch {
      closeSync(fd);
      return undefined;
    }
  }

  /** Valid until the next call: the arrays in it may lie where the next rows are read to. */
  rows(extent: Extent): KeptRows {
    return deserialize(this.bytes(extent)) as KeptRows; // see above
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

function readAt(
  fd: number,
  { offset, length }: Extent,
  bytes: Buffer = Buffer.alloc(length),
): Buffer {
  const read = readSync(fd, bytes, 0, length, offset);
  if (read !== length) throw new RangeError(`${read} of ${length} bytes at ${offset}`);
  return bytes;
}
