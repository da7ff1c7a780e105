import { Worker } from 'node:worker_threads';
import { look, type LookAt, type Looked } from './look.ts';

/** Below this a message to the thread costs more than the stats. */
const worthwhile = 200;

/** Looks at tasks on a thread of its own, so that planning a million of them blocks nobody. */
export class StatThread {
  #worker: Worker | undefined;
  readonly #waiting = new Map<number, (looked: Looked) => void>();
  #counter = 0;

  readonly look: LookAt = (request) => {
    if (request.count < worthwhile) return Promise.resolve(look(request));
    const worker = (this.#worker ??= this.#start());
    const id = (this.#counter += 1);
    worker.ref();
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      worker.postMessage({ id, request });
    });
  };

  async close(): Promise<void> {
    await this.#worker?.terminate();
  }

  #start(): Worker {
    const name = import.meta.url.endsWith('.ts') ? './statWorker.ts' : './statWorker.js';
    const worker = new Worker(new URL(name, import.meta.url), { name: 'stat' });
    worker.on('message', ({ id, looked }: { id: number; looked: Looked }) => {
      this.#waiting.get(id)?.(looked);
      this.#waiting.delete(id);
      if (this.#waiting.size === 0) worker.unref();
    });
    return worker;
  }
}
