import type { MessagePort, TransferListItem } from 'node:worker_threads';
import { fromProblemData, toProblemData, type ProblemData } from '../../problem/problem.ts';

interface Call<Request> {
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
    port.on('message', (answer: Answer<Reply>) => {
      const waiting = this.#waiting.get(answer.call);
      this.#waiting.delete(answer.call);
      if (answer.ok) waiting?.resolve(answer.reply);
      else waiting?.reject(fromProblemData(answer.problem));
    });
  }

  ask(request: Request, transfer: readonly TransferListItem[] = []): Promise<Reply> {
    this.#counter += 1;
    const call = this.#counter;
    return new Promise((resolve, reject) => {
      this.#waiting.set(call, { resolve, reject });
      this.#port.postMessage({ call, request } satisfies Call<Request>, transfer);
    });
  }
}

/** Answers every call on a port, each as soon as it can; failures arrive there as Problems. */
export function answerCalls<Request, Reply>(
  port: MessagePort,
  answer: (request: Request) => Promise<Reply>,
): void {
  port.on('message', ({ call, request }: Call<Request>) => {
    answer(request).then(
      (reply) => port.postMessage({ call, ok: true, reply } satisfies Answer<Reply>),
      (error: unknown) =>
        port.postMessage({
          call,
          ok: false,
          problem: toProblemData(error),
        } satisfies Answer<Reply>),
    );
  });
}
