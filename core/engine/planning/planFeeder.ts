import { toProblemData } from '../../problem/problem.ts';
import type { Task } from '../../task/task.ts';
import type { Expected } from './lookCalls.ts';
import { messagesAhead, type BatchReading, type ToPlanner } from './planMessages.ts';
import { chunkSize } from './planStream.ts';

/** What is to be planned: tasks, or a batch file by its bytes. */
export type Asked = { readonly expected?: Expected | undefined } & (
  | { readonly tasks: AsyncIterable<readonly Task[]> | Iterable<readonly Task[]> }
  | {
      readonly batch: BatchReading;
      readonly bytes: AsyncIterable<Uint8Array>;
      /** The file that the bytes are read from, absolute. */
      readonly path?: string;
    }
);

/** Sends what is to be planned, never more than a few messages ahead of the planner. */
export class PlanFeeder {
  readonly #post: (message: ToPlanner) => void;
  #ahead = 0;
  #stopped = false;
  #wake: () => void = () => undefined;

  constructor(post: (message: ToPlanner) => void) {
    this.#post = post;
  }

  taken(): void {
    this.#ahead -= 1;
    this.#wake();
  }

  stop(): void {
    this.#stopped = true;
    this.#wake();
  }

  async feed(asked: Asked): Promise<void> {
    try {
      if ('batch' in asked) {
        for await (const bytes of asked.bytes) {
          if (!(await this.#send({ type: 'bytes', bytes }))) return;
        }
      } else {
        for await (const tasks of asked.tasks) {
          for (let start = 0; start < tasks.length; start += chunkSize) {
            const some = tasks.slice(start, start + chunkSize);
            const plain = some.map(({ family, values }) => ({ family: family.family, values }));
            if (!(await this.#send({ type: 'tasks', tasks: plain }))) return;
          }
        }
      }
      if (!this.#stopped) this.#post({ type: 'complete' });
    } catch (error) {
      if (!this.#stopped) this.#post({ type: 'broken', problem: toProblemData(error) });
    }
  }

  /** False once nobody wants more. */
  async #send(message: ToPlanner): Promise<boolean> {
    while (this.#ahead >= messagesAhead && !this.#stopped) {
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
    if (this.#stopped) return false;
    this.#ahead += 1;
    this.#post(message);
    return true;
  }
}
