import type { Bandwidth } from './bandwidth.ts';
import type { BufferPool } from './bufferPool.ts';
import type { ChecksumList, ChecksumState } from './checksum.ts';
import type { Connection } from './connection.ts';
import type { DiskPace } from './diskPace.ts';
import { downloadOnce } from './downloadOnce.ts';
import { readPart } from './partFile.ts';
import { withRetries, type Retrying } from './retrying.ts';

export interface DownloadTools {
  readonly connection: Connection;
  readonly retrying: Retrying;
  readonly bandwidth: Bandwidth;
  readonly buffers: BufferPool;
  readonly pace: DiskPace;
  /** Files from this size on can be resumed. */
  readonly resumeFromBytes: number;
}

export interface DownloadRequest {
  /** The same file on the main host and then on its mirrors. */
  readonly urls: readonly URL[];
  /** Absolute local path; its folder is created. */
  readonly target: string;
  /** Exact size in bytes as the directory lists it, if it does. */
  readonly size?: number | undefined;
  /** Sums of the file's directory, if it publishes any. */
  readonly sums?: ChecksumList | undefined;
  /** Fetch only if the server's copy is newer than this. */
  readonly ifModifiedSince?: Date | undefined;
  readonly signal?: AbortSignal | undefined;
  /** After each chunk: bytes of the file that are here, and how many of them just arrived. */
  readonly onBytes?: ((here: number, arrived: number) => void) | undefined;
}

export type DownloadResult =
  | { readonly kind: 'unchanged' }
  | {
      readonly kind: 'fetched';
      readonly url: string;
      /** Size of the file. */
      readonly bytes: number;
      /** Where an earlier, interrupted transfer was taken up; 0 for a fresh one. */
      readonly resumedFrom: number;
      readonly checksum: Exclude<ChecksumState, 'mismatch'>;
      readonly modified?: Date;
    };

/**
 * Fetches one file. It appears under its name only when whole: of the announced and the listed
 * size, and of the listed sum. Interruptions are retried and resumed, in this call or a later one,
 * `kill -9` included (against the death of the process, not of the power).
 * @throws ArchiveProblem; the signal's reason if it is aborted.
 */
export async function download(
  tools: DownloadTools,
  request: DownloadRequest,
): Promise<DownloadResult> {
  let furthest = await bytesThere(request, tools.resumeFromBytes);
  let reached = 0;
  const watched: DownloadRequest = {
    ...request,
    onBytes(here, arrived) {
      reached = Math.max(reached, here);
      request.onBytes?.(here, arrived);
    },
  };
  return withRetries(
    tools.retrying,
    request.urls,
    (url) => downloadOnce(tools, url, watched),
    request.signal,
    () => {
      const further = reached > furthest;
      furthest = Math.max(furthest, reached);
      return further;
    },
  );
}

/** What an earlier run left: only bytes beyond it are progress. */
async function bytesThere({ target, size }: DownloadRequest, resumeFrom: number): Promise<number> {
  if (size !== undefined && size < resumeFrom) return 0;
  return (await readPart(target))?.bytes ?? 0;
}
