import http from 'node:http';
import https from 'node:https';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { reasonOf } from './clock.ts';
import { ArchiveProblem, codeOf, connectionProblem, outOfReach } from './failure.ts';

export interface HttpRequest {
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Undecoded bytes, as they travelled. */
  readonly body: IncomingMessage;
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
}

export function createHttpClient(options: HttpClientOptions): HttpClient {
  const pool = { keepAlive: true, maxSockets: options.connections, scheduling: 'lifo' } as const;
  const plain = new http.Agent(pool);
  const trust = options.ca === undefined ? {} : { ca: [...options.ca] };
  const secure = new https.Agent({ ...pool, ...trust });
  const plainOnce = new http.Agent();
  const secureOnce = new https.Agent(trust);
  const agentFor = (encrypted: boolean, kept: boolean) => {
    if (kept) return encrypted ? secure : plain;
    return encrypted ? secureOnce : plainOnce;
  };
  const userAgent = options.userAgent ?? 'astra-desktop';

  function once({ url, headers, signal }: HttpRequest, kept: boolean): Promise<HttpResponse> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted === true) {
        reject(reasonOf(signal));
        return;
      }
      let body: IncomingMessage | undefined;
      const encrypted = url.protocol === 'https:';
      const request = (encrypted ? https : http).request(url, {
        agent: agentFor(encrypted, kept),
        // No content coding: files are stored as published, and nothing can inflate on the way.
        headers: { 'accept-encoding': 'identity', 'user-agent': userAgent, ...headers },
        timeout: options.idleTimeoutMs,
        ...(signal === undefined ? {} : { signal }),
      });
      const fail = (error: unknown) => {
        if (body !== undefined) body.destroy(error instanceof Error ? error : undefined);
        else if (signal?.aborted === true) reject(reasonOf(signal));
        else if (request.reusedSocket && codeOf(error) === 'ECONNRESET') reject(new StaleSocket());
        else reject(error instanceof ArchiveProblem ? error : connectionProblem(error, url));
      };
      request.on('timeout', () => {
        const stalled =
          body === undefined && request.socket?.connecting === true
            ? outOfReach(url)
            : stalledProblem(url, options.idleTimeoutMs);
        // An error given to the request is lost once there is a response, so it goes to the body.
        if (body === undefined) request.destroy(stalled);
        else body.destroy(stalled);
      });
      request.on('response', (message) => {
        body = message;
        resolve({ status: message.statusCode ?? 0, headers: message.headers, body: message });
      });
      request.on('error', fail);
      request.end();
    });
  }

  return {
    async get(request) {
      try {
        return await once(request, true);
      } catch (error) {
        // The server closed a kept-alive connection just as we used it: not a failure of anyone.
        if (error instanceof StaleSocket) return await once(request, false);
        throw error;
      }
    },
    close() {
      plain.destroy();
      secure.destroy();
    },
  };
}

class StaleSocket extends Error {}

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

/**
 * Hands the body on, chunk by chunk, and waits wherever `onChunk` returns a promise.
 * @throws ArchiveProblem `archive-interrupted` if the body ends early; whatever `onChunk` throws;
 * the signal's reason if it is aborted.
 */
export function pump(
  body: IncomingMessage,
  url: URL,
  onChunk: (chunk: Buffer) => Promise<void> | undefined,
  signal?: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let settled = false;
    let waiting: Promise<void> | undefined;
    const fail = (error: unknown) => {
      if (settled) return;
      settled = true;
      body.destroy();
      if (signal?.aborted === true) reject(reasonOf(signal));
      else reject(error instanceof Error ? error : new Error(String(error)));
    };
    const broken = (error: unknown) =>
      fail(error instanceof ArchiveProblem ? error : connectionProblem(error, url));
    if (body.destroyed) {
      // It broke before anyone listened, and will not say so again.
      broken(body.errored ?? new Error('closed'));
      return;
    }
    body.on('data', (chunk: Buffer) => {
      if (settled) return;
      try {
        const wait = onChunk(chunk);
        if (wait === undefined) return;
        body.pause();
        waiting = wait;
        wait.then(() => body.resume(), fail);
      } catch (error) {
        fail(error);
      }
    });
    body.once('end', () => {
      if (settled) return;
      // `end` may come while paused, when the last chunk has been handed out but not dealt with.
      settled = true;
      resolve(waiting);
    });
    body.on('error', broken);
    body.once('close', () => {
      if (!settled) broken(new Error('closed'));
    });
  });
}
