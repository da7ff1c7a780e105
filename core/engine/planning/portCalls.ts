import type { MessagePort } from 'node:worker_threads';
import { fromProblemData, toProblemData, type ProblemData } from '../../problem/problem.ts';

export interface Call<Request> {
  readonly call: number;
  readonly request: Request;
}

type Answer<Reply> =
  | { readonly call: number; readonly ok: true; readonly reply: Reply }
  | { readonly call: number; readonly ok: false; readonly problem: ProblemData };

interface Waiting<Reply> {
  readonly resolve: (reply: Reply) => void;
  readonly reject: (error: unknown) => void;
}

/** Asks the thread at the other end of a port of its own; see `answerCalls`. */
export class PortCalls<Request, Reply> {
  readonly #port: MessagePort;
  readonly #waiting = new Map<number, Waiting<Reply>>();
  #counter = 0;

  constructor(port: MessagePort) {
    this.#port = port;
    port.on('message', this.#answered);
  }

  readonly #answered = (answer: Answer<Reply>): void => {
    const waiting = this.#waiting.get(answer.call);
    this.#waiting.delete(answer.call);
    if (answer.ok) waiting?.resolve(answer.reply);
    else waiting?.reject(fromProblemData(answer.problem));
  };

  /** Hears no more answers; the port can be used by another. */
  end(): void {
    this.#port.off('message', this.#answered);
  }

  ask(request: Request): Promise<Reply> {
    this.#counter += 1;
    const call = this.#counter;
    return new Promise((resolve, reject) => {
      this.#waiting.set(call, { resolve, reject });
      this.#port.postMessage({ call, request } satisfies Call<Request>);
    });
  }
}

/**
 * Answers every call on a port, each as soon as it can; failures arrive there as Problems. Returns
 * the listener, for who wants to take it off again.
 */
export function answerCalls<Request, Reply>(
  port: MessagePort,
  answer: (request: Request) => Promise<Reply>,
): (message: Call<Request>) => void {
  const listener = ({ call, request }: Call<Request>): void => {
    answer(request).then(
      (reply) => port.postMessage({ call, ok: true, reply } satisfies Answer<Reply>, owned(reply)),
      (error: unknown) =>
        port.postMessage({
          call,
          ok: false,
          problem: toProblemData(error),
        } satisfies Answer<Reply>),
    );
  };
  port.on('message', listener);
  return listener;
}

/** Bytes that fill a buffer of their own are handed over instead of copied. */
function owned(reply: unknown): ArrayBuffer[] {
  if (!(reply instanceof Uint8Array) || !(reply.buffer instanceof ArrayBuffer)) return [];
  return reply.byteLength > 0 && reply.byteLength === reply.buffer.byteLength ? [reply.buffer] : [];
}
