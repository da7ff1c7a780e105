import type { WebSocket } from 'ws';
import type { BridgeReply } from '../../core/api/client.ts';
import { decodeMessage, encodeMessage } from '../../core/api/wire.ts';
import type { AppBackend } from '../appBackend.ts';
import { answerCall } from '../answerCall.ts';

/** Calls of one page that may be under way at once; a page that asks for more is broken. */
const maxCallsUnderWay = 256;
/** Bytes waiting for a page that does not read; beyond this the connection is dropped. */
const maxUnsentBytes = 256 * 1024 * 1024;

/** WebSocket close codes of RFC 6455, section 7.4.1. */
const closeCode = { unsupportedData: 1003, policyViolation: 1008, tryAgainLater: 1013 } as const;

/** Answers calls of one page and sends it events, until the socket closes. */
export function attachApiSocket(
  socket: WebSocket,
  backend: AppBackend,
  onBug: (error: unknown) => void,
): void {
  let underWay = 0;

  const unsubscribe = backend.subscribe((event) => send({ event }));
  socket.on('close', unsubscribe);
  // The close event follows; without a listener the error would end the process.
  socket.on('error', () => undefined);
  socket.on('message', (data, isBinary) => {
    if (!isBinary || !Buffer.isBuffer(data)) {
      socket.close(closeCode.unsupportedData, 'messages are binary');
      return;
    }
    const request = readRequest(data);
    if (request === null) socket.close(closeCode.policyViolation, 'the message is malformed');
    else if (underWay >= maxCallsUnderWay) {
      socket.close(closeCode.policyViolation, 'too many calls at once');
    } else void answer(request);
  });

  async function answer({ id, method, input }: Request): Promise<void> {
    underWay += 1;
    const reply: BridgeReply = await answerCall(backend.dispatch, method, input, onBug);
    underWay -= 1;
    send({ id, ...reply });
  }

  function send(message: unknown): void {
    if (socket.readyState !== socket.OPEN) return;
    if (socket.bufferedAmount > maxUnsentBytes) {
      socket.close(closeCode.tryAgainLater, 'the page does not keep up');
      return;
    }
    socket.send(encodeMessage(message), { binary: true });
  }
}

interface Request {
  readonly id: number;
  readonly method: unknown;
  readonly input: unknown;
}

/** The request in a message; null where the message is none. */
function readRequest(data: Buffer): Request | null {
  let message: unknown;
  try {
    // A plain view: `slice` of a Buffer shares memory where that of a Uint8Array copies.
    message = decodeMessage(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  } catch {
    return null;
  }
  if (typeof message !== 'object' || message === null) return null;
  if (!('id' in message) || typeof message.id !== 'number') return null;
  return {
    id: message.id,
    method: 'method' in message ? message.method : undefined,
    input: 'input' in message ? message.input : undefined,
  };
}
