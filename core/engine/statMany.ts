import { statSync } from 'node:fs';
import { Worker } from 'node:worker_threads';

/** Three numbers a path: size, mtime (ms), kind (0 nothing there, 1 a file, 2 anything else). */
export type StatMany = (paths: readonly string[]) => Promise<Float64Array>;

/** Below this a message to the thread costs more than the stats. */
const worthwhile = 200;

/** One after the other, on the calling thread. */
export function statPaths(paths: readonly string[]): Float64Array {
  const values = new Float64Array(paths.length * 3);
  for (const [index, path] of paths.entries()) {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats === undefined) continue;
    values[index * 3] = stats.size;
    values[index * 3 + 1] = stats.mtimeMs;
    values[index * 3 + 2] = stats.isFile() ? 1 : 2;
  }
  return values;
}

/** Stats on a thread of its own, so that planning a million tasks blocks nobody. */
export class StatThread {
  #worker: Worker | undefined;
  readonly #waiting = new Map<number, (values: Float64Array) => void>();
  #counter = 0;

  readonly stat: StatMany = (paths) => {
    if (paths.length < worthwhile) return Promise.resolve(statPaths(paths));
    const worker = (this.#worker ??= this.#start());
    const id = (this.#counter += 1);
    worker.ref();
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      worker.postMessage({ id, paths: paths.join('\0') });
    });
  };

  async close(): Promise<void> {
    await this.#worker?.terminate();
  }

  #start(): Worker {
    const name = import.meta.url.endsWith('.ts') ? './statWorker.ts' : './statWorker.js';
    const worker = new Worker(new URL(name, import.meta.url), { name: 'stat' });
    worker.on('message', ({ id, values }: { id: number; values: Float64Array }) => {
      this.#waiting.get(id)?.(values);
      this.#waiting.delete(id);
      if (this.#waiting.size === 0) worker.unref();
    });
    return worker;
  }
}
