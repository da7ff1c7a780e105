import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { AppBackend } from '../appBackend.ts';
import { readAsset } from '../page/readAsset.ts';
import { securityHeaders } from '../page/securityHeaders.ts';
import { attachApiSocket } from './apiSocket.ts';
import { listen } from './listen.ts';
import { loginPage, loginScript } from './loginPage.ts';
import { createLoginTokens } from './loginTokens.ts';
import { readBody } from './readBody.ts';
import { judgeRequest, loginPath, type Verdict } from './requestPolicy.ts';
import { createSessions } from './sessions.ts';

export interface WebHostOptions {
  readonly backend: AppBackend;
  /** Folder of the built page (`out/renderer`). */
  readonly rendererDir: string;
  /** 0 or absent: any free one. */
  readonly port?: number;
  /** Told of errors that are bugs; they never end the server. */
  readonly onBug?: (error: unknown) => void;
  readonly now?: () => number;
  /** A page that sends more at once is cut off. */
  readonly maxMessageBytes?: number;
}

export interface WebHost {
  /** `http://astra-….localhost:PORT`, where logged-in browsers find the app. */
  readonly url: string;
  readonly port: number;
  /** A new link that logs one browser in, once, within ten minutes. */
  loginLink(): string;
  /** Ends all connections and the server; the backend stays as it is. */
  close(): Promise<void>;
}

const loginLifetimeMs = 10 * 60 * 1000;
/** Dropped files travel in one message; the largest spectra of the survey are some 50 MB. */
const defaultMaxMessageBytes = 256 * 1024 * 1024;
const maxLoginBytes = 256;

/**
 * Serves the app to browsers of this machine (or of another one through an ssh tunnel): page and
 * API on 127.0.0.1 only, under a random name of which cookies and origins are its own, since
 * cookies ignore ports. Rejects with a `Problem` (`port-in-use`) if the port is taken.
 */
export async function serveWeb(options: WebHostOptions): Promise<WebHost> {
  const { backend, rendererDir, onBug = () => undefined, now = Date.now } = options;
  const secret = () => randomBytes(32).toString('base64url');
  const name = `astra-${randomBytes(6).toString('hex')}.localhost`;
  const sessions = createSessions(secret);
  const logins = createLoginTokens({ lifetimeMs: loginLifetimeMs, now, secret });
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: options.maxMessageBytes ?? defaultMaxMessageBytes,
    perMessageDeflate: false,
  });

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      onBug(error);
      response.destroy();
    });
  });
  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    stream.on('error', () => stream.destroy());
    const verdict = judge(request, true);
    if (verdict.kind === 'socket') {
      sockets.handleUpgrade(request, stream, head, (socket) =>
        attachApiSocket(socket, backend, onBug),
      );
    } else {
      const status = verdict.kind === 'refuse' ? verdict.status : 404;
      stream.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    }
  });
  const port = await listen(server, options.port ?? 0);
  const url = `http://${name}:${port}`;

  function judge(request: IncomingMessage, upgrade: boolean): Verdict {
    const { method = '', headers } = request;
    return judgeRequest(
      {
        method,
        path: pathOf(request),
        host: headers.host,
        origin: headers.origin,
        upgrade,
        hasSession: sessions.includes(headers.cookie),
      },
      name,
    );
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const verdict = judge(request, false);
    // Behind a tunnel the page knows this server by another port, so the socket's origin is the
    // one the browser asked for.
    const headers = securityHeaders([`ws://${request.headers.host ?? name}`]);
    const send = (status: number, type: string, body: string | Uint8Array, more = {}): void => {
      response.writeHead(status, {
        ...(verdict.kind === 'refuse' ? securityHeaders() : headers),
        'Content-Type': type,
        'Cache-Control': 'no-store',
        ...more,
      });
      response.end(body);
    };
    switch (verdict.kind) {
      case 'login-page':
        return send(200, 'text/html; charset=utf-8', loginPage);
      case 'login-script':
        return send(200, 'text/javascript; charset=utf-8', loginScript);
      case 'login': {
        const token = await readBody(request, maxLoginBytes);
        if (token === null || !logins.redeem(token)) {
          return send(
            403,
            plainText,
            'This login link has been used or has run out. Start astra again for a new one.',
          );
        }
        return send(204, plainText, '', { 'Set-Cookie': sessions.open() });
      }
      case 'asset': {
        const asset = await readAsset(rendererDir, pathOf(request));
        if (asset === null) return send(404, plainText, 'there is no such file');
        const caching = asset.immutable ? { 'Cache-Control': 'max-age=31536000, immutable' } : {};
        return send(200, asset.type, asset.bytes, caching);
      }
      case 'socket':
        throw new Error('a socket is judged only on upgrade');
      case 'refuse':
        return send(verdict.status, plainText, verdict.reason);
    }
  }

  return {
    url,
    port,
    loginLink: () => `${url}${loginPath}#${logins.issue()}`,
    async close() {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const plainText = 'text/plain; charset=utf-8';

function pathOf(request: IncomingMessage): string {
  return (request.url ?? '/').split('?', 1)[0] ?? '/';
}
