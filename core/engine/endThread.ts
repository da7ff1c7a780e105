import type { Worker } from 'node:worker_threads';

/** What a thread has to leave by itself, in milliseconds. */
const patience = 1000;

/**
 * Lets an idle thread leave by itself, once `ask` has told it to: ending one by force while it loads
 * or hands over memory is where Node has been seen to fall. One that does not leave is ended.
 */
export function endThread(worker: Worker, ask: () => void): Promise<void> {
  return new Promise((resolve) => {
    const force = setTimeout(() => void worker.terminate(), patience);
    worker.once('exit', () => {
      clearTimeout(force);
      resolve();
    });
    worker.ref();
    ask();
  });
}
