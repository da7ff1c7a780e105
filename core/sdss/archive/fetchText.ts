import { openResponse, type Connection } from './connection.ts';
import { ArchiveProblem } from './failure.ts';
import { withRetries, type Retrying } from './retrying.ts';

/** The index of the largest directories (some 100,000 files) is about 20 MB. */
const LARGEST_TEXT = 64 * 2 ** 20;

export interface FetchedText {
  readonly text: string;
  readonly contentType: string;
}

/**
 * Fetches a small document (an index, a checksum list) whole into memory.
 * @throws ArchiveProblem as `download`, and `archive-length` beyond 64 MiB.
 */
export function fetchText(
  connection: Connection,
  retrying: Retrying,
  urls: readonly URL[],
  signal?: AbortSignal,
): Promise<FetchedText> {
  return withRetries(
    retrying,
    urls,
    async (url) => {
      const response = await openResponse(connection, { url, accept: [200], signal });
      const { body, headers } = response;
      const encoding = headers['content-encoding'] ?? 'identity';
      if (encoding !== 'identity') {
        body.destroy();
        throw new ArchiveProblem('archive-encoded', `the answer is compressed (${encoding})`, {
          where: { url: url.href },
        });
      }
      const chunks: Buffer[] = [];
      let bytes = 0;
      await body.pump((chunk) => {
        bytes += chunk.length;
        if (bytes > LARGEST_TEXT) {
          throw new ArchiveProblem('archive-length', 'the listing is longer than 64 MiB', {
            where: { url: url.href },
          });
        }
        chunks.push(Buffer.from(chunk));
        return undefined;
      });
      return {
        text: Buffer.concat(chunks).toString('utf8'),
        contentType: headers['content-type'] ?? '',
      };
    },
    signal,
  );
}
