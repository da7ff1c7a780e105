import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { decodeMessage, encodeMessage } from '../../core/api/wire.ts';
import { serveWeb, type WebHost } from '../../main/web/serveWeb.ts';
import { createTinyBackend, type TinyBackend } from '../harness/tinyBackend.ts';
import { logIn } from './rawRequest.ts';

let host: WebHost;
let backend: TinyBackend;
let cookie: string;
let bugs: unknown[];

beforeEach(async () => {
  backend = createTinyBackend();
  bugs = [];
  host = await serveWeb({
    backend,
    rendererDir: fileURLToPath(new URL('../harness/barePage/', import.meta.url)),
    onBug: (error) => bugs.push(error),
    maxMessageBytes: 1024 * 1024,
  });
  cookie = (await logIn(host)) ?? '';
});
afterEach(() => host.close());

function openSocket(headers: Readonly<Record<string, string>> = {}, path = '/api'): WebSocket {
  const socket = new WebSocket(`ws://127.0.0.1:${host.port}${path}`, {
    headers: { host: new URL(host.url).host, origin: host.url, cookie, ...headers },
  });
  // Refusals come as the unexpected response; the error that follows says the same.
  socket.on('error', () => undefined);
  return socket;
}

async function refusal(socket: WebSocket): Promise<number> {
  const [, response] = (await once(socket, 'unexpected-response')) as [
    unknown,
    { statusCode: number },
  ];
  socket.terminate();
  return response.statusCode;
}

async function ask(socket: WebSocket, message: unknown): Promise<unknown> {
  socket.send(encodeMessage(message));
  const [data] = (await once(socket, 'message')) as [Buffer];
  return decodeMessage(Uint8Array.from(data));
}

describe('the socket of the web host', () => {
  it('carries typed arrays both ways', async () => {
    const socket = openSocket();
    await once(socket, 'open');
    expect(await ask(socket, { id: 1, method: 'arrays', input: {} })).toEqual({
      id: 1,
      ok: true,
      value: { flux: Float64Array.of(1.5, NaN, -Infinity), bits: Int32Array.of(-1, 16639) },
    });
    const input = { bytes: Uint8Array.of(0, 255), name: 'é' };
    expect(await ask(socket, { id: 2, method: 'echo', input })).toEqual({
      id: 2,
      ok: true,
      value: input,
    });
  });

  it('brings problems as data and keeps the stack of a bug to itself', async () => {
    const socket = openSocket();
    await once(socket, 'open');
    expect(await ask(socket, { id: 1, method: 'nope', input: {} })).toMatchObject({
      ok: false,
      problem: { code: 'unknown-method', advice: 'Ask another' },
    });
    expect(await ask(socket, { id: 2, method: 'bug', input: {} })).toEqual({
      id: 2,
      ok: false,
      problem: { code: 'internal', message: 'something broke', where: {}, transient: false },
    });
    expect(bugs).toHaveLength(1);
  });

  it('tells every page the events', async () => {
    const sockets = [openSocket(), openSocket()];
    await Promise.all(sockets.map((socket) => once(socket, 'open')));
    const heard = sockets.map((socket) => once(socket, 'message') as Promise<[Buffer]>);
    backend.emit({ type: 'workspace', workspace: null });
    for (const [data] of await Promise.all(heard)) {
      expect(decodeMessage(Uint8Array.from(data))).toEqual({
        event: { type: 'workspace', workspace: null },
      });
    }
  });

  it('is refused without a session, and to pages of other origins', async () => {
    expect(await refusal(openSocket({ cookie: '' }))).toBe(401);
    expect(await refusal(openSocket({ cookie: 'astra_session=guess' }))).toBe(401);
    expect(await refusal(openSocket({ origin: 'https://evil.example' }))).toBe(403);
    expect(await refusal(openSocket({ origin: 'null' }))).toBe(403);
    expect(await refusal(openSocket({ host: 'evil.example', origin: 'http://evil.example' }))).toBe(
      403,
    );
    expect(await refusal(openSocket({}, '/other'))).toBe(404);
    expect(backend.calls).toEqual([]);
  });

  it.each([
    ['text', 'hello', 1003],
    ['bytes that are no message', Buffer.from([255, 255, 255, 255, 0]), 1008],
    ['a message without a number', encodeMessage({ method: 'echo' }), 1008],
    ['a message that is too large', Buffer.alloc(1024 * 1024 + 1), 1009],
  ] as const)('is closed on %s, and the server goes on', async (_what, message, code) => {
    const socket = openSocket();
    await once(socket, 'open');
    socket.send(message);
    const [closedWith] = (await once(socket, 'close')) as [number];
    expect(closedWith).toBe(code);
    const another = openSocket();
    await once(another, 'open');
    expect(await ask(another, { id: 1, method: 'echo', input: 7 })).toMatchObject({ value: 7 });
  });
});
