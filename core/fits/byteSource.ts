import { Problem } from '../problem/problem.ts';

/**
 * Bytes that can be read at any place, synchronously: a file, a buffer, a decompressed file. FITS
 * code runs in worker threads and short commands, where waiting for the disk is what one wants.
 */
export interface ByteSource {
  /** What the bytes are called in messages: a path, as the user gave it. */
  readonly name: string;
  /** Number of bytes. */
  readonly size: number;
  /**
   * `length` bytes from `offset`. The result may be a view of the source, or of `scratch` (valid
   * until that is used again): never write to it. Throws `fits-truncated` past the end.
   */
  read(offset: number, length: number, scratch?: Uint8Array): Uint8Array;
  /** Fills `target`, which stays the caller's. Throws `fits-truncated` past the end. */
  readInto(target: Uint8Array, offset: number): void;
  close(): void;
}

/** The bytes of a buffer as a source. The buffer is used as it is, not copied. */
export function bufferSource(name: string, bytes: Uint8Array): ByteSource {
  return {
    name,
    size: bytes.length,
    read(offset, length) {
      requireRange(this, offset, length);
      return bytes.subarray(offset, offset + length);
    },
    readInto(target, offset) {
      requireRange(this, offset, target.length);
      target.set(bytes.subarray(offset, offset + target.length));
    },
    close() {
      // Nothing is held open.
    },
  };
}

/** Throws unless `offset … offset + length` lies inside the source. */
export function requireRange(
  source: Pick<ByteSource, 'name' | 'size'>,
  offset: number,
  length: number,
): void {
  if (offset >= 0 && length >= 0 && offset + length <= source.size) return;
  throw new Problem(
    'fits-truncated',
    `${length} bytes are wanted at byte ${offset}, but the file has only ${source.size}`,
    { where: { file: source.name }, advice: 'The file is damaged or incomplete; fetch it again' },
  );
}
