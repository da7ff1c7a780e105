import { reasonOf } from '../clock.ts';
import { ArchiveProblem, codeOf, connectionProblem, outOfReach } from '../failure.ts';
import { connectTo } from './byteStream.ts';
import { ConnectionPool, type PooledConnection } from './connectionPool.ts';
import type { OnChunk, ResponseBody } from './responseBody.ts';
import { proxyAuthorization, proxyFor, type ProxySettings } from './proxy.ts';
import { refusedBy } from './tunnel.ts';
import type { HttpHeaders } from './responseHead.ts';

export interface HttpRequest {
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: HttpHeaders;
  readonly body: HttpBody;
}

/** The undecoded bytes of an answer. Each body must be pumped, dismissed or destroyed. */
export interface HttpBody {
  /**
   * Hands the body on, chunk by chunk, and waits wherever `onChunk` returns a promise. Once only.
   * @throws ArchiveProblem `archive-interrupted` if the body ends early; whatever `onChunk` throws;
   * the signal's reason if it is aborted.
   */
  pump(onChunk: OnChunk): Promise<void>;
  /** Reads a short body to its end, to keep the connection, and closes it otherwise. */
  dismiss(): void;
  destroy(): void;
}

/** GET over kept-alive connections. Redirects and errors are answers like any other here. */
export interface HttpClient {
  /** @throws ArchiveProblem if there is no answer; the signal's reason if it is aborted. */
  get(request: HttpRequest): Promise<HttpResponse>;
  close(): void;
}

export interface HttpClientOptions {
  /** Simultaneous connections to one host. */
  readonly connections: number;
  /** Nothing received for this long, while connecting or later, ends a connection. */
  readonly idleTimeoutMs: number;
  /** Certificate authorities instead of the built-in ones, PEM. */
  readonly ca?: readonly string[] | undefined;
  readonly userAgent?: string;
  readonly proxies?: ProxySettings | undefined;
}

export function createHttpClient(options: HttpClientOptions): HttpClient {
  const { connections, idleTimeoutMs, ca, userAgent = 'astra-desktop', proxies = {} } = options;
  const pools = new Map<string, ConnectionPool>();
  const poolOf = (url: URL) => {
    const known = pools.get(url.origin);
    if (known !== undefined) return known;
    const isSecure = url.protocol === 'https:';
    const target = {
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port: Number(url.port) || (isSecure ? 443 : 80),
      idleTimeoutMs,
      ...(isSecure ? { tls: { ca } } : {}),
      proxy: proxyFor(url, proxies),
    };
    const pool = new ConnectionPool(connections, () => connectTo(target));
    pools.set(url.origin, pool);
    return pool;
  };

  async function ask(
    request: HttpRequest,
    head: string,
    connection: PooledConnection,
  ): Promise<HttpResponse> {
    const { url, signal } = request;
    const { stream, http } = connection;
    const wasUsed = http.isReused;
    let body: ResponseBody | undefined;
    // A body that is complete has left its connection to another request.
    const stop = () => (body ?? http).destroy(signal === undefined ? undefined : reasonOf(signal));
    const inWords = (error: unknown) => {
      if (signal?.aborted === true) return reasonOf(signal);
      return error instanceof ArchiveProblem ? error : connectionProblem(error, url);
    };
    signal?.addEventListener('abort', stop, { once: true });
    const over = () => signal?.removeEventListener('abort', stop);
    try {
      const answer = await http.request(head, () =>
        stream.isConnecting ? outOfReach(url) : stalledProblem(url, idleTimeoutMs),
      );
      const proxy = answer.status === 407 ? proxyFor(url, proxies) : undefined;
      if (proxy !== undefined) {
        answer.body.destroy();
        throw refusedBy(proxy, 407);
      }
      body = answer.body;
      return { ...answer, body: bodyOf(body, answer.headers, over, inWords) };
    } catch (error) {
      over();
      // The server closed a kept-alive connection just as we used it: not a failure of anyone.
      const isStale = wasUsed && ['ECONNRESET', 'EPIPE'].includes(codeOf(error));
      if (isStale && signal?.aborted !== true) {
        return ask(request, head, poolOf(url).fresh());
      }
      throw inWords(error);
    }
  }

  return {
    async get(request) {
      const { url, signal } = request;
      signal?.throwIfAborted();
      const proxy = proxyFor(url, proxies);
      const head = headOf(request, userAgent, url.protocol === 'http:' ? proxy : undefined);
      const pool = poolOf(url);
      const connection = await pool.take();
      if (signal?.aborted === true) {
        pool.giveBack(connection);
        throw reasonOf(signal);
      }
      return ask(request, head, connection);
    },
    close() {
      for (const pool of pools.values()) pool.close();
    },
  };
}

/** Error pages are read to their end if short, to keep the connection; else it is closed. */
const SHORT_BODY_BYTES = 64 * 1024;

function bodyOf(
  body: ResponseBody,
  headers: HttpHeaders,
  over: () => void,
  inWords: (error: unknown) => unknown,
): HttpBody {
  return {
    async pump(onChunk) {
      // What the consumer throws is its own affair; only failures of the connection need words.
      let thrown: { readonly error: unknown } | undefined;
      const watch = (error: unknown): never => {
        thrown ??= { error };
        throw error;
      };
      try {
        await body.pump((chunk) => {
          try {
            return onChunk(chunk)?.catch(watch);
          } catch (error) {
            return watch(error);
          }
        });
      } catch (error) {
        throw thrown === undefined ? inWords(error) : thrown.error;
      } finally {
        over();
      }
    },
    dismiss() {
      over();
      if (Number(headers['content-length'] ?? Infinity) > SHORT_BODY_BYTES) return body.destroy();
      body
        .pump(() => undefined)
        .catch(() => {
          // Nobody waits for this body any more; its failure concerns no one.
        });
    },
    destroy() {
      over();
      body.destroy();
    },
  };
}

/** The request as it is sent. Throws an `Error` for a value that would not stay within its line. */
function headOf({ url, headers }: HttpRequest, userAgent: string, proxy: URL | undefined): string {
  const authorization = proxy && proxyAuthorization(proxy);
  const all = {
    host: url.host,
    // No content coding: files are stored as published, and nothing can inflate on the way.
    'accept-encoding': 'identity',
    'user-agent': userAgent,
    ...headers,
    ...(authorization === undefined ? {} : { 'proxy-authorization': authorization }),
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  if (/[^\t\u0020-\u007e\u0080-\u00ff]/.test(Object.values(all).join(''))) {
    throw new Error('a header of a request holds characters that it must not');
  }
  // A proxy that passes plain requests on has to be told where to.
  const target = `${proxy === undefined ? '' : url.origin}${url.pathname}${url.search}`;
  return `GET ${target} HTTP/1.1\r\n${lines.join('')}\r\n`;
}

function stalledProblem(url: URL, idleMs: number): ArchiveProblem {
  return new ArchiveProblem(
    'archive-interrupted',
    `the transfer stalled: nothing arrived for ${Math.round(idleMs / 1000)} s`,
    {
      where: { url: url.href },
      transient: true,
      advice: 'Run it again: it goes on where it stopped',
    },
  );
}
