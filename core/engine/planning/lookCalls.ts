import type { MessagePort } from 'node:worker_threads';
import type { Looked, LookAt } from './look.ts';
import type { LookCall } from './lookWorker.ts';
import { PortCalls } from './portCalls.ts';

/** How many tasks of a family a plan will ask for, where that can be told. */
export interface Expected {
  readonly family: string;
  readonly tasks: number;
}

/** The thread that looks, as a planner sees it. */
export class LookCalls {
  readonly #port: MessagePort;
  readonly #calls: PortCalls<LookCall, Looked | undefined>;

  constructor(port: MessagePort) {
    this.#port = port;
    this.#calls = new PortCalls(port);
    port.ref();
  }

  /** Before the first look of a plan. */
  async begin(expected: Expected | undefined): Promise<void> {
    await this.#calls.ask({ kind: 'begin', expected });
  }

  readonly look: LookAt = async (request) => {
    const looked = await this.#calls.ask({ kind: 'look', request });
    if (looked === undefined) throw new Error('the look thread answered another question');
    return looked;
  };

  /** Lets the process end. */
  end(): void {
    this.#calls.end();
    this.#port.unref();
  }
}
