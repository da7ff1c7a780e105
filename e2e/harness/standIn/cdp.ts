import { EventEmitter } from 'node:events';
import { WebSocket } from 'ws';

type Fields = Readonly<Record<string, unknown>>;

/** An event of the browser: its parameters, and the page's session where it has one. */
export interface CdpEvent {
  readonly params: Fields;
  readonly sessionId: string | undefined;
}

/** A connection to Chromium's DevTools protocol. Emits each event under its method's name. */
export class Cdp extends EventEmitter<Record<string, [CdpEvent]>> {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<
    number,
    {
      resolve: (result: Fields) => void;
      reject: (error: Error) => void;
    }
  >();
  #lastId = 0;

  private constructor(socket: WebSocket) {
    super();
    this.#socket = socket;
    socket.on('message', (data: Buffer) => this.#receive(JSON.parse(data.toString()) as Fields));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      for (const { reject } of this.#waiting.values()) reject(new Error('Chromium has gone'));
      this.#waiting.clear();
    });
  }

  static async connect(url: string): Promise<Cdp> {
    const socket = new WebSocket(url, { maxPayload: 256 * 1024 * 1024 });
    await new Promise((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    });
    return new Cdp(socket);
  }

  send(method: string, params: Fields = {}, sessionId?: string): Promise<Fields> {
    const id = (this.#lastId += 1);
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#socket.send(JSON.stringify({ id, method, params, sessionId }));
    });
  }

  #receive(message: Fields): void {
    if (typeof message.method === 'string') {
      const sessionId = typeof message.sessionId === 'string' ? message.sessionId : undefined;
      this.emit(message.method, { params: fields(message.params), sessionId });
      return;
    }
    const waiting = this.#waiting.get(Number(message.id));
    this.#waiting.delete(Number(message.id));
    if (message.error === undefined) waiting?.resolve(fields(message.result));
    else waiting?.reject(new Error(text(fields(message.error).message)));
  }
}

/** What a field holds, if it is an object; the protocol's own descriptions say which are. */
export function fields(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

export function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
