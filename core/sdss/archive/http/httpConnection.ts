import { framingOf, type BodyFraming } from './bodyFraming.ts';
import type { ByteStream } from './byteStream.ts';
import { ResponseBody } from './responseBody.ts';
import { MalformedResponse, parseHead, type ResponseHead } from './responseHead.ts';

/** The head of an answer, and its body to come. */
export interface Answer extends ResponseHead {
  readonly body: ResponseBody;
}

/** Larger than any head of an answer that servers send. */
const LARGEST_HEAD = 64 * 1024;
const empty = Buffer.alloc(0);

type State =
  | { readonly kind: 'idle' }
  | {
      readonly kind: 'head';
      bytes: Buffer;
      readonly resolve: (answer: Answer) => void;
      readonly reject: (error: Error) => void;
    }
  | {
      readonly kind: 'body';
      readonly framing: BodyFraming;
      readonly body: ResponseBody;
      readonly keepsOpen: boolean;
    }
  | { readonly kind: 'closed' };

/** A connection on which one request after the other is made, each when the last is answered. */
export class HttpConnection {
  readonly #stream: ByteStream;
  readonly #onFree: (isUsable: boolean) => void;
  #state: State = { kind: 'idle' };
  #answered = 0;
  #silenced: (() => Error) | undefined;

  /** `onFree` is called when an answer is complete, or the connection lost. */
  constructor(stream: ByteStream, onFree: (isUsable: boolean) => void) {
    this.#stream = stream;
    this.#onFree = onFree;
    stream.listen({
      bytes: (bytes) => this.#take(bytes),
      silence: () => this.#silence(),
      closed: (error) => this.#closed(error),
    });
  }

  /** Whether it has answered before: then it may have been closed just as it was used again. */
  get isReused(): boolean {
    return this.#answered > 0;
  }

  /** Sends a request and reads the head of its answer. `stalled` makes the error for silence. */
  request(head: string, stalled: () => Error): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#state = { kind: 'head', bytes: empty, resolve, reject };
      this.#silenced = stalled;
      this.#stream.ref();
      this.#stream.write(head);
    });
  }

  destroy(error?: Error): void {
    this.#stream.destroy(error);
    this.#closed(error);
  }

  #take(bytes: Buffer): void {
    try {
      const state = this.#state;
      if (state.kind === 'head') this.#takeHead(state, bytes);
      else if (state.kind === 'body') this.#takeBody(state, bytes);
      // Bytes that nobody asked for: whatever they are, the next answer would be mistaken for them.
      else if (state.kind === 'idle') this.destroy();
    } catch (error) {
      if (!(error instanceof MalformedResponse)) throw error;
      this.destroy(error);
    }
  }

  #takeHead(state: State & { kind: 'head' }, bytes: Buffer): void {
    const all = state.bytes.length === 0 ? bytes : Buffer.concat([state.bytes, bytes]);
    const end = all.indexOf('\r\n\r\n');
    if (end < 0) {
      if (all.length > LARGEST_HEAD)
        throw new MalformedResponse('the head of the answer has no end');
      state.bytes = Buffer.from(all);
      return;
    }
    const head = parseHead(all.toString('latin1', 0, end));
    const rest = all.subarray(end + 4);
    if (head.status < 200) {
      // `100 Continue` or `103 Early Hints`: the answer itself is still to come.
      if (head.status === 101) throw new MalformedResponse('the server changes the protocol');
      state.bytes = empty;
      if (rest.length > 0) this.#takeHead(state, rest);
      return;
    }
    const framing = framingOf(head);
    // Once the body is complete the connection belongs to the next request, while the consumer may
    // still be busy with what came.
    const isOwn = () => this.#state === next;
    const body = new ResponseBody({
      pause: () => {
        if (isOwn()) this.#stream.pause();
      },
      resume: () => {
        if (isOwn()) this.#stream.resume();
      },
      destroy: (error) => {
        if (isOwn()) this.destroy(error);
      },
    });
    const next: State = { kind: 'body', framing, body, keepsOpen: head.keepsOpen };
    this.#state = next;
    this.#answered += 1;
    state.resolve({ ...head, body });
    this.#takeBody(next, rest);
  }

  #takeBody({ framing, body, keepsOpen }: State & { kind: 'body' }, bytes: Buffer): void {
    const taken = bytes.length === 0 ? 0 : framing.take(bytes, (chunk) => body.push(chunk));
    if (!framing.isDone) return;
    const isUsable = keepsOpen && taken === bytes.length && this.#state.kind === 'body';
    if (this.#state.kind === 'body') this.#state = { kind: 'idle' };
    body.end();
    if (!isUsable) return this.destroy();
    this.#stream.unref();
    // A body that is still being dealt with has paused the stream, which is needed for the next.
    this.#stream.resume();
    this.#onFree(true);
  }

  #silence(): void {
    const state = this.#state;
    const isWaitedFor = state.kind === 'head' || (state.kind === 'body' && !state.body.isHeld);
    if (isWaitedFor) this.destroy(this.#silenced?.());
  }

  #closed(error: Error | undefined): void {
    const state = this.#state;
    if (state.kind === 'closed') return;
    this.#state = { kind: 'closed' };
    const reason = error ?? new ConnectionClosed();
    if (state.kind === 'head') state.reject(reason);
    if (state.kind === 'body') {
      state.body.end(state.framing.endsWithConnection && error === undefined ? undefined : reason);
    }
    this.#onFree(false);
  }
}

/** The server closed the connection before it had answered. */
export class ConnectionClosed extends Error {
  readonly code = 'ECONNRESET';

  constructor() {
    super('the connection was closed');
  }
}
