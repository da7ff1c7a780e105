import type { HttpHeaders } from './http/responseHead.ts';

/** What the headers of a file's response say. */
export interface ResponseFacts {
  /** Size of the whole file in bytes, also for a 206; undefined if not said. */
  readonly size: number | undefined;
  /** First byte of this body within the file; 0 for a 200. */
  readonly start: number;
  readonly modified: Date | undefined;
  /** A value that `If-Range` may hold; undefined if the server gives no strong validator. */
  readonly ifRange: string | undefined;
  readonly chunked: boolean;
  readonly encoding: string | undefined;
}

/** Reads the headers; undefined if a 206 does not say clearly which bytes it carries. */
export function responseFacts(status: number, headers: HttpHeaders): ResponseFacts | undefined {
  const modified = dateOf(headers['last-modified']);
  const encoding = headers['content-encoding']?.trim().toLowerCase();
  const common = {
    modified,
    ifRange: strongValidator(headers, modified),
    chunked: /\bchunked\b/i.test(headers['transfer-encoding'] ?? ''),
    encoding: encoding === '' || encoding === 'identity' ? undefined : encoding,
  };
  if (status !== 206) return { ...common, start: 0, size: integerOf(headers['content-length']) };
  const range = /^bytes (\d{1,15})-(\d{1,15})\/(\d{1,15})$/.exec(headers['content-range'] ?? '');
  if (range === null) return undefined;
  const [start, end, size] = [Number(range[1]), Number(range[2]), Number(range[3])];
  // Only an answer that runs to the end of the file completes it.
  return end === size - 1 && start <= end ? { ...common, start, size } : undefined;
}

/**
 * A strong `ETag`, else a `Last-Modified` that is at least a second older than `Date`: only then
 * is it strong (RFC 9110, 8.8.2.2), since a file may change twice within a second.
 */
function strongValidator(headers: HttpHeaders, modified: Date | undefined): string | undefined {
  const etag = headers['etag'];
  if (etag !== undefined) return /^"[^"]*"$/.test(etag) ? etag : undefined;
  const date = dateOf(headers['date']);
  if (modified === undefined || date === undefined) return undefined;
  return date.getTime() - modified.getTime() >= 1000 ? headers['last-modified'] : undefined;
}

function dateOf(text: string | undefined): Date | undefined {
  const ms = text === undefined ? NaN : Date.parse(text);
  return Number.isNaN(ms) ? undefined : new Date(ms);
}

function integerOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
