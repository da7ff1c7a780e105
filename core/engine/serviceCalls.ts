import type { MessagePort } from 'node:worker_threads';
import { fromProblemData } from '../problem/problem.ts';
import type { ServiceReply, ServiceRequest } from '../task/service.ts';
import type { TaskId } from '../task/task.ts';
import type { FromWorker, ToWorker } from './job.ts';

interface Waiting {
  readonly resolve: (reply: ServiceReply) => void;
  readonly reject: (error: unknown) => void;
}

/** The worker's side of the engine's services: one message there, one back. */
export class ServiceCalls {
  readonly #port: MessagePort;
  readonly #waiting = new Map<number, Waiting>();
  #calls = 0;

  constructor(port: MessagePort) {
    this.#port = port;
  }

  /** Rejects with the Problem that the main process answers. */
  ask(task: TaskId, request: ServiceRequest): Promise<ServiceReply> {
    this.#calls += 1;
    const call = this.#calls;
    return new Promise((resolve, reject) => {
      this.#waiting.set(call, { resolve, reject });
      this.#port.postMessage({ type: 'service', call, id: task, request } satisfies FromWorker);
    });
  }

  answered({ call, answer }: Extract<ToWorker, { type: 'reply' }>): void {
    const waiting = this.#waiting.get(call);
    this.#waiting.delete(call);
    if (answer.ok) waiting?.resolve(answer.reply);
    else waiting?.reject(fromProblemData(answer.problem));
  }
}
