import { gunzipSync, constants } from 'node:zlib';
import { Problem } from '../problem/problem.ts';
import { bufferSource, type ByteSource } from './byteSource.ts';

/** 1 GiB: larger than any SDSS spectrum by far; bigger catalogues are to be unpacked first. */
export const DEFAULT_MAX_UNPACKED = 2 ** 30;

/** How much of a compressed file is unpacked to see whether it holds FITS at all. */
const PROBE = 4096;

/** True if the source begins with the magic bytes of gzip (RFC 1952). */
export function isGzip(source: ByteSource): boolean {
  if (source.size < 18) return false;
  const magic = source.read(0, 3);
  return magic[0] === 0x1f && magic[1] === 0x8b && magic[2] === 8;
}

/**
 * The unpacked bytes of a gzip file, in memory, with its length and CRC checked. Throws
 * `fits-gzip` if it is damaged or lies about its length, `fits-too-large` above `maxBytes`.
 */
export function gunzipSource(source: ByteSource, maxBytes: number): ByteSource {
  const where = { file: source.name };
  requireFitsInside(source);
  const packed = source.read(0, source.size);
  try {
    return bufferSource(source.name, gunzipSync(packed, { maxOutputLength: maxBytes }));
  } catch (cause) {
    if (cause instanceof RangeError) {
      throw new Problem(
        'fits-too-large',
        `unpacked, the file would take more than ${Math.round(maxBytes / 2 ** 20)} MiB`,
        { where, advice: 'Unpack it with gunzip and open the result', cause },
      );
    }
    throw damaged(source, cause);
  }
}

/** Unpacks the first few kB only, so that a bomb without FITS inside costs nothing. */
function requireFitsInside(source: ByteSource): void {
  const probe = source.read(0, Math.min(PROBE, source.size));
  let start: Uint8Array;
  try {
    start = gunzipSync(probe, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: 2 ** 23 });
  } catch (cause) {
    throw damaged(source, cause);
  }
  if (Buffer.from(start.subarray(0, 6)).toString('latin1') === 'SIMPLE') return;
  throw new Problem('fits-not-fits', 'the compressed file holds no FITS file', {
    where: { file: source.name },
    advice: 'Check that this is the file you meant',
  });
}

function damaged(source: ByteSource, cause: unknown): Problem {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new Problem('fits-gzip', `the file cannot be unpacked (${reason})`, {
    where: { file: source.name },
    advice: 'The file is damaged or incomplete; fetch it again',
    cause,
  });
}
