import { describe, expect, it } from 'vitest';
import { decodeMessage, encodeMessage } from '../../core/api/wire.ts';
import { fromProblemData, Problem, toProblemData } from '../../core/problem/problem.ts';
import { problemText } from './problemText.ts';
import { retryDelay } from './retryDelay.ts';
import { createSocketClient } from './socketClient.ts';

/** A socket whose other end the test holds. */
class FakeSocket extends EventTarget {
  binaryType = '';
  readonly sent: unknown[] = [];
  send(bytes: Uint8Array): void {
    this.sent.push(decodeMessage(bytes));
  }
  answer(message: unknown): void {
    const data = new Uint8Array(encodeMessage(message)).buffer;
    this.dispatchEvent(new MessageEvent('message', { data }));
  }
}

function connect() {
  const sockets: FakeSocket[] = [];
  const reports: string[] = [];
  const client = createSocketClient(
    () => {
      const socket = new FakeSocket();
      sockets.push(socket);
      // The fake has the few members that the client uses.
      return socket as unknown as WebSocket;
    },
    (connection) => reports.push(connection),
  );
  const [socket] = sockets;
  if (socket === undefined) throw new Error('no socket was opened');
  return { client, socket, reports };
}

describe('socket client', () => {
  it('keeps calls until the socket is open, and matches replies by id', async () => {
    const { client, socket, reports } = connect();
    const choose = client.call('workspace.choose', {});
    expect(socket.sent).toEqual([]);
    socket.dispatchEvent(new Event('open'));
    expect(reports).toEqual(['connected']);
    expect(socket.sent).toEqual([{ id: 1, method: 'workspace.choose', input: {} }]);
    socket.answer({ id: 1, ok: true, value: { path: '/data' } });
    await expect(choose).resolves.toEqual({ path: '/data' });
  });

  it('throws the problem of the host, with its advice', async () => {
    const { client, socket } = connect();
    socket.dispatchEvent(new Event('open'));
    const call = client.call('workspace.choose', {});
    const problem = toProblemData(
      new Problem('no-dialog', 'there is no dialog', { advice: 'Type the path' }),
    );
    socket.answer({ id: 1, ok: false, problem });
    const error: unknown = await call.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Problem);
    expect(problemText(error)).toMatchObject({
      title: 'There is no dialog',
      advice: 'Type the path',
    });
  });

  it('refuses a reply that does not fit the contract', async () => {
    const { client, socket } = connect();
    socket.dispatchEvent(new Event('open'));
    const call = client.call('workspace.choose', {});
    socket.answer({ id: 1, ok: true, value: { path: 7 } });
    await expect(call).rejects.toMatchObject({ code: 'bad-reply' });
  });

  it('fails what is under way when the connection is lost', async () => {
    const { client, socket, reports } = connect();
    socket.dispatchEvent(new Event('open'));
    const call = client.call('workspace.choose', {});
    socket.dispatchEvent(new Event('close'));
    await expect(call).rejects.toMatchObject({ code: 'connection-lost', transient: true });
    expect(reports.at(-1)).toBe('lost');
  });

  it('hands events to whoever listens', () => {
    const { client, socket } = connect();
    const seen: unknown[] = [];
    const stop = client.subscribe((event) => seen.push(event));
    socket.answer({ event: { type: 'workspace', workspace: null } });
    socket.answer({ event: { type: 'unheard of' } });
    stop();
    socket.answer({ event: { type: 'workspace', workspace: null } });
    expect(seen).toEqual([{ type: 'workspace', workspace: null }]);
  });

  it('waits longer each time, and never longer than four seconds', () => {
    expect([0, 1, 2, 3, 4, 10].map(retryDelay)).toEqual([250, 500, 1000, 2000, 4000, 4000]);
  });

  it('passes problems on as they are', () => {
    const text = problemText(
      fromProblemData({ code: 'x', message: 'it broke.', where: { hdu: 2 }, transient: false }),
    );
    expect(text).toEqual({ title: 'It broke', where: 'HDU 2', advice: undefined, code: 'x' });
  });
});
