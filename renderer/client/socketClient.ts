import type { AstraClient } from '../../core/api/client.ts';
import type { ApiEvent } from '../../core/api/events.ts';
import { decodeMessage, encodeMessage } from '../../core/api/wire.ts';
import { Problem } from '../../core/problem/problem.ts';
import { checkEvent, checkReply } from './checkReply.ts';
import type { Connection } from './connectionStore.ts';
import { retryDelay } from './retryDelay.ts';

interface Waiting {
  readonly resolve: (reply: unknown) => void;
  readonly reject: (problem: Problem) => void;
}

/** Web host: requests and events over one WebSocket, opened again whenever it closes. */
export function createSocketClient(
  open: () => WebSocket,
  report: (connection: Connection) => void,
): AstraClient {
  const waiting = new Map<number, Waiting>();
  const queue: Uint8Array[] = [];
  const listeners = new Set<(event: ApiEvent) => void>();
  let socket: WebSocket | undefined;
  let attempts = 0;
  let nextId = 1;

  connect();

  function connect(): void {
    const opened = open();
    opened.binaryType = 'arraybuffer';
    opened.addEventListener('open', () => {
      socket = opened;
      attempts = 0;
      report('connected');
      for (const message of queue.splice(0)) send(opened, message);
    });
    opened.addEventListener('message', (message: MessageEvent<unknown>) => {
      if (message.data instanceof ArrayBuffer) receive(new Uint8Array(message.data));
    });
    opened.addEventListener('close', closed);
  }

  function closed(): void {
    socket = undefined;
    report('lost');
    for (const { reject } of waiting.values()) reject(connectionLost());
    waiting.clear();
    queue.length = 0;
    setTimeout(connect, retryDelay(attempts));
    attempts += 1;
  }

  function receive(bytes: Uint8Array): void {
    const message = decodeMessage(bytes);
    if (typeof message !== 'object' || message === null) return;
    if ('event' in message) {
      const event = checkEvent(message.event);
      if (event !== undefined) for (const listener of listeners) listener(event);
      return;
    }
    if (!('id' in message) || typeof message.id !== 'number') return;
    waiting.get(message.id)?.resolve(message);
    waiting.delete(message.id);
  }

  function request(method: string, input: unknown): Promise<unknown> {
    const id = nextId;
    nextId += 1;
    const message = encodeMessage({ id, method, input });
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      if (socket === undefined) queue.push(message);
      else send(socket, message);
    });
  }

  return {
    call: async (method, input) => checkReply(method, await request(method, input)),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** `encodeMessage` makes its own buffer, so the view covers all of it. */
function send(socket: WebSocket, message: Uint8Array): void {
  socket.send(new Uint8Array(message));
}

function connectionLost(): Problem {
  return new Problem('connection-lost', 'the connection to the engine was lost', {
    advice: 'It is being opened again; try once more when the status bar says so',
    transient: true,
  });
}
