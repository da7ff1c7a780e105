import { crc32 } from 'node:zlib';
import type { ByteSource } from './byteSource.ts';
import type { Cards } from './cards.ts';

/** Longer headers are rare, and rarely the same in two files. */
const LONGEST = 64 * 2 ** 10;
/** All of them together; then it starts anew. */
const MOST_BYTES = 2 ** 22;

interface Remembered {
  /** The whole header as stored: all its blocks. */
  readonly bytes: Buffer;
  readonly cards: Cards;
}

/**
 * Headers of extensions that were read before. Files of one kind have most of them in common, byte
 * for byte: their cards need be found and parsed but once. (A primary header tells of one
 * exposure and is not worth keeping.)
 */
export class HeaderMemory {
  private readonly known = new Map<number, Remembered[]>();
  private bytes = 0;

  /** The header at `offset`, whose first block is `start`; undefined if it is not known. */
  find(source: ByteSource, offset: number, start: Uint8Array): Remembered | undefined {
    return this.known.get(crc32(start))?.find(({ bytes }) => isAt(source, offset, start, bytes));
  }

  /** `whole`: all blocks of a header that `find` did not know by its first one. */
  remember(start: Uint8Array, whole: Uint8Array, cards: Cards): void {
    if (whole.length > LONGEST) return;
    if (this.bytes + whole.length > MOST_BYTES) {
      this.known.clear();
      this.bytes = 0;
    }
    const bytes = Buffer.from(whole); // a copy: the source may use its memory again
    const key = crc32(start);
    this.known.set(key, [...(this.known.get(key) ?? []), { bytes, cards }]);
    this.bytes += bytes.length;
  }
}

function isAt(source: ByteSource, offset: number, start: Uint8Array, bytes: Buffer): boolean {
  if (bytes.length === start.length) return bytes.equals(start);
  return offset + bytes.length <= source.size && bytes.equals(source.read(offset, bytes.length));
}
