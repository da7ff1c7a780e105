import { request, type IncomingHttpHeaders } from 'node:http';
import type { WebHost } from '../../main/web/serveWeb.ts';

export interface RawRequest {
  readonly path?: string;
  readonly method?: string;
  /** Header values; `host` and `origin` are the server's own unless given, null leaves one out. */
  readonly headers?: Readonly<Record<string, string | null>>;
  readonly body?: string;
}

export interface RawResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A request byte for byte as written: no browser or URL parser tidies path, Host or Origin. */
export function rawRequest(host: WebHost, wanted: RawRequest): Promise<RawResponse> {
  const { path = '/', method = 'GET', body } = wanted;
  const headers: Record<string, string | null> = {
    host: new URL(host.url).host,
    origin: host.url,
    ...wanted.headers,
  };
  const given = Object.entries(headers).filter(
    (entry): entry is [string, string] => entry[1] !== null,
  );
  return new Promise((resolve, reject) => {
    const outgoing = request(
      { host: '127.0.0.1', port: host.port, path, method, headers: Object.fromEntries(given) },
      (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () => {
          const text = Buffer.concat(parts).toString();
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text });
        });
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** Uses a login link as its page does; the cookie to send from then on, or null if refused. */
export async function logIn(host: WebHost, link = host.loginLink()): Promise<string | null> {
  const body = new URL(link).hash.slice(1);
  const { headers } = await rawRequest(host, { path: '/login', method: 'POST', body });
  return headers['set-cookie']?.[0]?.split(';')[0] ?? null;
}
