import { createServer, ServerResponse, type IncomingMessage } from 'node:http';
import { createHash } from 'node:crypto';
import type { AddressInfo } from 'node:net';

/** A file as the server has it now. */
export interface ServedFile {
  readonly bytes: Buffer;
  readonly modified: Date;
}

/** One way to answer a request. */
export type Answer = (request: IncomingMessage, response: ServerResponse, file: ServedFile) => void;

export interface FaultServer {
  readonly origin: string;
  /** What was asked for, in order. */
  readonly requests: { readonly path: string; readonly headers: IncomingMessage['headers'] }[];
  /** Serves a file; the answers are used in turn, and the last one from then on. */
  serve(path: string, file: ServedFile, ...answers: Answer[]): void;
  close(): Promise<void>;
}

/** A web server on loopback that misbehaves on request. */
export async function startFaultServer(): Promise<FaultServer> {
  const files = new Map<string, { file: ServedFile; answers: Answer[] }>();
  const requests: FaultServer['requests'] = [];
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://x').pathname);
    requests.push({ path, headers: request.headers });
    const entry = files.get(path);
    if (entry === undefined) return status(404)(request, response, nothing);
    const answer = entry.answers.length > 1 ? entry.answers.shift() : entry.answers[0];
    (answer ?? honest)(request, response, entry.file);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    requests,
    serve: (path, file, ...answers) => void files.set(path, { file, answers }),
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

const nothing: ServedFile = { bytes: Buffer.alloc(0), modified: new Date(0) };

export function etagOf({ bytes }: ServedFile): string {
  return `"${createHash('sha1').update(bytes).digest('hex').slice(0, 16)}"`;
}

function headersOf(file: ServedFile): Record<string, string> {
  return {
    etag: etagOf(file),
    'last-modified': file.modified.toUTCString(),
    'accept-ranges': 'bytes',
    'content-type': 'application/octet-stream',
  };
}

/** Answers as a good server does, ranges and `If-Range` included. */
export const honest: Answer = (request, response, file) => {
  const range = /^bytes=(\d+)-$/.exec(request.headers.range ?? '');
  const ifRange = request.headers['if-range'];
  const fresh = ifRange === etagOf(file) || ifRange === file.modified.toUTCString();
  const since = Date.parse(request.headers['if-modified-since'] ?? '');
  if (!Number.isNaN(since) && Math.floor(file.modified.getTime() / 1000) * 1000 <= since) {
    response.writeHead(304, headersOf(file)).end();
    return;
  }
  if (range === null || (ifRange !== undefined && !fresh)) return whole(request, response, file);
  const from = Number(range[1]);
  const total = file.bytes.length;
  if (from >= total) {
    response.writeHead(416, { 'content-range': `bytes */${total}` }).end();
    return;
  }
  response
    .writeHead(206, {
      ...headersOf(file),
      'content-length': total - from,
      'content-range': `bytes ${from}-${total - 1}/${total}`,
    })
    .end(file.bytes.subarray(from));
};

/** Status 200 and everything, whatever range was asked for. */
export const whole: Answer = (_request, response, file) => {
  response
    .writeHead(200, { ...headersOf(file), 'content-length': file.bytes.length })
    .end(file.bytes);
};

/** Answers well up to `bytes` of the body, then cuts the connection. */
export function cutAfter(bytes: number, how: 'close' | 'reset', inner: Answer = honest): Answer {
  return (request, response, file) => {
    const cut = () => {
      if (how === 'reset') request.socket.resetAndDestroy();
      // What was sent gets read first: this end closes, as a restarted server does.
      else setTimeout(() => request.socket.destroySoon(), 20);
    };
    response.end = ((chunk: Buffer = Buffer.alloc(0)) => {
      response.flushHeaders();
      if (bytes === 0) setImmediate(cut);
      else response.write(chunk.subarray(0, bytes), cut);
      return response;
    }) as typeof response.end;
    inner(request, response, file);
  };
}

/** Sends a part of the body and then nothing, with the connection open. */
export function stallAfter(bytes: number): Answer {
  return (_request, response, file) => {
    response.writeHead(200, { ...headersOf(file), 'content-length': file.bytes.length });
    response.write(file.bytes.subarray(0, bytes));
  };
}

/** Announces another length than it sends, then closes. */
export function announce(length: number): Answer {
  return (request, _response, file) => {
    const { socket } = request;
    socket.write(
      `HTTP/1.1 200 OK\r\ncontent-length: ${length}\r\netag: ${etagOf(file)}\r\nconnection: close\r\n\r\n`,
    );
    socket.end(file.bytes);
  };
}

/** Neither `Content-Length` nor chunks: the end of the connection is the end of the file. */
export const withoutLength: Answer = (request, _response, file) => {
  request.socket.write('HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n');
  request.socket.end(file.bytes.subarray(0, file.bytes.length / 2));
};

/** Chunks that never end. */
export const endless: Answer = (request, response) => {
  response.writeHead(200, { 'content-type': 'application/octet-stream' });
  const block = Buffer.alloc(1 << 18);
  const more = () => {
    while (!request.socket.destroyed && response.write(block));
    if (!request.socket.destroyed) response.once('drain', more);
  };
  more();
};

export function status(code: number, headers: Record<string, string> = {}): Answer {
  return (_request, response) => {
    response
      .writeHead(code, { 'content-type': 'text/html', ...headers })
      .end('<!DOCTYPE html><html><body>error</body></html>');
  };
}

export function redirect(location: string): Answer {
  return status(302, { location });
}

/** A maintenance page that claims to be the file. */
export function page(contentType = 'text/html'): Answer {
  return (_request, response) => {
    const text = '\n<!doctype html><html><title>Maintenance</title></html>';
    response
      .writeHead(200, { 'content-type': contentType, 'content-length': text.length })
      .end(text);
  };
}

/** The stored bytes, labelled as compressed. */
export const encoded: Answer = (_request, response, file) => {
  response
    .writeHead(200, { 'content-encoding': 'gzip', 'content-length': file.bytes.length })
    .end(file.bytes);
};

/** A 206 that starts elsewhere than it was asked to. */
export function wrongRange(shift: number): Answer {
  return (request, response, file) => {
    const from = Number(/(\d+)/.exec(request.headers.range ?? '0')?.[1] ?? 0) + shift;
    const total = file.bytes.length;
    response
      .writeHead(206, {
        ...headersOf(file),
        'content-length': total - from,
        'content-range': `bytes ${from}-${total - 1}/${total}`,
      })
      .end(file.bytes.subarray(from));
  };
}

/** Answers well, `step` bytes every `ms` milliseconds. */
export function slowly(step: number, ms: number): Answer {
  return (request, response, file) => {
    response.end = ((chunk: Buffer = Buffer.alloc(0)) => {
      let at = 0;
      const more = () => {
        if (request.socket.destroyed) return;
        response.write(chunk.subarray(at, at + step));
        at += step;
        if (at < chunk.length) setTimeout(more, ms);
        else ServerResponse.prototype.end.call(response, '', 'utf8');
      };
      more();
      return response;
    }) as typeof response.end;
    honest(request, response, file);
  };
}
