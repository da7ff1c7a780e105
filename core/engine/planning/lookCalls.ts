import type { MessagePort } from 'node:worker_threads';
import type { Looked, LookAt } from './look.ts';
import type { LookCall } from './lookWorker.ts';
import { PortCalls } from './portCalls.ts';
import type { VerifyJob } from './remembered/verifyRows.ts';
import { noStats, takeStats } from './takeStats.ts';

/** How many tasks a plan will ask for, where that can be told. */
export interface Expected {
  readonly tasks: number;
  /** Of them, tasks of each family. */
  readonly families: readonly (readonly [family: string, tasks: number])[];
}

/** Requests that may wait for their stats at the look thread before the planner takes some itself. */
const mostWaiting = 2;
/** What the planner spends on stats before it turns to something else, in milliseconds. */
const ownShare = 8;

/** The thread that looks, as a planner sees it. */
export class LookCalls {
  readonly #port: MessagePort;
  /** How many requests the thread has taken the stats of, ever. */
  readonly #statted: Int32Array;
  #sent: number;
  readonly #calls: PortCalls<LookCall, Looked | undefined>;

  constructor(port: MessagePort, statted: Int32Array) {
    this.#port = port;
    this.#statted = statted;
    this.#sent = Atomics.load(statted, 0);
    this.#calls = new PortCalls(port);
    port.ref();
  }

  /** Before the first look of a plan; looks may follow at once. */
  begin(expected: Expected | undefined): void {
    this.#calls.ask({ kind: 'begin', expected }).catch(() => undefined); // the looks fail too
  }

  /** Takes stats here where the thread is behind, so that both have as much to do. */
  readonly look: LookAt = async (request) => {
    const stats = noStats(request);
    if (this.#sent - Atomics.load(this.#statted, 0) >= mostWaiting) {
      const until = performance.now() + ownShare;
      takeStats(request, stats, () => performance.now() < until);
    }
    this.#sent += 1;
    const asked = stats.done > 0 ? { ...request, stats } : request;
    const looked = await this.#calls.ask({ kind: 'look', request: asked });
    if (looked === undefined) throw new Error('the look thread answered another question');
    return looked;
  };

  /** Has the thread verify remembered rows together with this one; resolves once it has no more. */
  async verify(job: VerifyJob): Promise<void> {
    await this.#calls.ask({ kind: 'verify', job });
  }

  /** Lets the process end. */
  end(): void {
    this.#calls.end();
    this.#port.unref();
  }
}
