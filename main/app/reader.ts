import { Worker } from 'node:worker_threads';
import { fromProblemData, Problem, type ProblemData } from '../../core/problem/problem.ts';
import { readerWorkerEntry } from '../worker/readerWorkerEntry.ts';
import type { Reading, ReadingAnswers } from './reading.ts';

type Answer =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly problem: ProblemData };

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** One warm thread that reads files, one after the other. Started when first needed. */
export class Reader {
  #worker: Worker | undefined;
  readonly #waiting = new Map<number, Waiting>();
  #counter = 0;

  async read<K extends Reading['kind']>(
    reading: Extract<Reading, { kind: K }>,
  ): Promise<ReadingAnswers[K]> {
    const worker = (this.#worker ??= this.#start());
    const id = (this.#counter += 1);
    const value = await new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      worker.postMessage({ id, reading });
    });
    // `answerReading` gives this type for this kind of reading.
    return value as ReadingAnswers[K];
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
  }

  #start(): Worker {
    const worker = new Worker(readerWorkerEntry, { name: 'reader' });
    worker.on('message', (answer: Answer) => {
      const waiting = this.#waiting.get(answer.id);
      this.#waiting.delete(answer.id);
      if (answer.ok) waiting?.resolve(answer.value);
      else waiting?.reject(fromProblemData(answer.problem));
    });
    worker.on('error', () => undefined); // `exit` follows and tells everybody who waits
    worker.on('exit', () => {
      if (this.#worker === worker) this.#worker = undefined;
      const lost = [...this.#waiting.values()];
      this.#waiting.clear();
      for (const { reject } of lost) {
        reject(new Problem('reader-ended', 'reading stopped unexpectedly', { transient: true }));
      }
    });
    return worker;
  }
}
