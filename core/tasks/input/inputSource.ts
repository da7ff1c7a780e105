import { bufferSource, type ByteSource } from '../../fits/byteSource.ts';
import type { InputHandle } from '../../task/family.ts';

/** A requirement's file for the readers of FITS: the bytes that are in memory already, or its path. */
export function inputSource({
  path,
  bytes,
}: Pick<InputHandle, 'path' | 'bytes'>): string | ByteSource {
  return bytes === undefined ? path : bufferSource(path, bytes);
}
