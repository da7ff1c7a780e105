import type { IncomingMessage } from 'node:http';

/**
 * The body of a request as text; null if it is longer than `maxBytes`. The rest is read and thrown
 * away, so that the sender lives to see the answer.
 */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<string | null> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Uint8Array>) {
    length += part.byteLength;
    if (length <= maxBytes) parts.push(part);
  }
  return length <= maxBytes ? Buffer.concat(parts).toString('utf8') : null;
}
