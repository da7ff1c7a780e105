import { Worker } from 'node:worker_threads';
import { Problem, toProblemData } from '../problem/problem.ts';
import type { ServiceReply, ServiceRequest } from '../task/service.ts';
import type { TaskId } from '../task/task.ts';
import { endThread } from './endThread.ts';
import type { FromWorker, Job, JobOutcome, RunSettings, ToWorker } from './job.ts';
import { giveThreadsRoom, workerLimits } from './workerHeap.ts';

export interface PoolListener {
  readonly started: (id: TaskId) => void;
  readonly progress: (id: TaskId, fraction: number) => void;
  readonly log: (id: TaskId, line: LogLine) => void;
  readonly outcome: (id: TaskId, outcome: JobOutcome) => void;
  readonly lost: (lost: LostUnit) => void;
  /** A running task asks for something that only the main process can do. */
  readonly service: (id: TaskId, request: ServiceRequest) => Promise<ServiceReply>;
  /** A worker can take work. */
  readonly free: () => void;
}

/** What a worker that died leaves behind. */
export interface LostUnit {
  /** Tasks that it never reported on; not empty. Its journal may know more. */
  readonly ids: readonly TaskId[];
  /** Those of them that were asked to stop and are why it was ended. */
  readonly asked: ReadonlySet<TaskId>;
  readonly problem: Problem;
  /** Its journal is that of this writer. */
  readonly writer: string;
  /** It worked on one task only. */
  readonly alone: boolean;
}

export interface LogLine {
  readonly at: string;
  readonly level: 'info' | 'warning' | 'error';
  readonly text: string;
}

interface Member {
  readonly worker: Worker;
  readonly name: string;
  /** Tasks of its unit that have not reported yet. */
  readonly open: Set<TaskId>;
  busy: boolean;
  /** Tasks of the unit that it was handed last. */
  size: number;
  /** Why it is being ended, where that is our doing, and for the sake of which tasks. */
  ending: { readonly why: StopReason; readonly ids: ReadonlySet<TaskId> } | undefined;
}

export type StopReason = 'cancelled' | 'timeout';

/**
 * Warm worker threads. A thread that dies takes only its unit's unfinished members with it and is
 * replaced on the next dispatch.
 */
export class WorkerPool {
  readonly #entry: URL;
  readonly #size: number;
  readonly #data: object;
  readonly #members: Member[] = [];
  #listener: PoolListener | undefined;
  #counter = 0;
  #closed = false;

  /** `entry` is a module that calls `serveWorker`; it gets `{ ...data, writer }` as worker data. */
  constructor(entry: URL, size: number, data: object = {}) {
    this.#entry = entry;
    this.#size = size;
    this.#data = data;
  }

  get size(): number {
    return this.#size;
  }

  /** Workers that could take a unit now, started or not. */
  get free(): number {
    return this.#size - this.#members.filter((member) => member.busy).length;
  }

  listen(listener: PoolListener): void {
    this.#listener = listener;
  }

  /** Starts threads before they are needed, at most as many as there will be work for. */
  warm(count: number): void {
    while (this.#members.length < Math.min(count, this.#size)) this.#start();
  }

  /** Hands a unit to a free worker. */
  dispatch(jobs: readonly Job[], settings: RunSettings): void {
    const member = this.#members.find((candidate) => !candidate.busy) ?? this.#start();
    member.busy = true;
    member.size = jobs.length;
    for (const job of jobs) member.open.add(job.id);
    member.worker.postMessage({ type: 'unit', settings, jobs } satisfies ToWorker);
  }

  /** Tasks that were handed to a worker and have not been reported on. */
  openTasks(): TaskId[] {
    return this.#members.flatMap(({ open }) => [...open]);
  }

  /**
   * Asks the tasks to stop; a worker that has not let go after `grace` milliseconds is ended with
   * everything it holds.
   */
  cancel(ids: readonly TaskId[], grace: number, why: StopReason): void {
    for (const member of this.#members) {
      const mine = ids.filter((id) => member.open.has(id));
      if (mine.length === 0) continue;
      member.worker.postMessage({ type: 'cancel', ids: mine } satisfies ToWorker);
      setTimeout(() => {
        const held = mine.filter((id) => member.open.has(id));
        if (held.length === 0) return;
        member.ending = { why, ids: new Set(held) };
        void member.worker.terminate();
      }, grace).unref();
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all(
      this.#members.map(({ worker, busy }) =>
        busy
          ? worker.terminate()
          : endThread(worker, () => worker.postMessage({ type: 'end' } satisfies ToWorker)),
      ),
    );
  }

  #start(): Member {
    this.#counter += 1;
    const name = `w${this.#counter}`;
    giveThreadsRoom();
    const worker = new Worker(this.#entry, {
      workerData: { ...this.#data, writer: name },
      name,
      resourceLimits: workerLimits,
    });
    const member: Member = {
      worker,
      name,
      open: new Set(),
      busy: false,
      size: 0,
      ending: undefined,
    };
    this.#members.push(member);
    worker.on('message', (message: FromWorker) => this.#receive(member, message));
    let failure: unknown;
    worker.on('error', (error) => {
      failure = error;
    });
    worker.on('exit', (code) => this.#ended(member, code, failure));
    return member;
  }

  #receive(member: Member, message: FromWorker): void {
    const listener = this.#listener;
    switch (message.type) {
      case 'ready':
        break;
      case 'started':
        listener?.started(message.id);
        break;
      case 'progress':
        listener?.progress(message.id, message.fraction);
        break;
      case 'log':
        for (const { id, line } of message.lines) listener?.log(id, line);
        break;
      case 'service':
        void this.#serve(member, message);
        break;
      case 'outcomes':
        for (const { id, outcome } of message.outcomes) {
          member.open.delete(id);
          listener?.outcome(id, outcome);
        }
        if (message.idle) {
          member.busy = false;
          listener?.free();
        }
        break;
    }
  }

  async #serve(
    { worker }: Member,
    { call, id, request }: Extract<FromWorker, { type: 'service' }>,
  ): Promise<void> {
    const answer = await (this.#listener?.service(id, request) ?? noService()).then(
      (reply) => ({ ok: true, reply }) as const,
      (error: unknown) => ({ ok: false, problem: toProblemData(error) }) as const,
    );
    worker.postMessage({ type: 'reply', call, answer } satisfies ToWorker);
  }

  #ended(member: Member, code: number, failure: unknown): void {
    this.#members.splice(this.#members.indexOf(member), 1);
    if (this.#closed) return;
    const ids = [...member.open];
    if (ids.length > 0) {
      this.#listener?.lost({
        ids,
        asked: member.ending?.ids ?? new Set(),
        problem: endProblem(member, code, failure),
        writer: member.name,
        alone: member.size === 1,
      });
    }
    this.#listener?.free();
  }
}

function noService(): Promise<ServiceReply> {
  return Promise.reject(new Problem('no-service', 'no run is under way that could answer'));
}

function endProblem(member: Member, code: number, failure: unknown): Problem {
  switch (member.ending?.why) {
    case 'cancelled':
      return new Problem('cancelled', 'the task did not stop when asked and was ended');
    case 'timeout':
      return new Problem('timeout', 'the task took longer than it may and was ended');
    case undefined: {
      const detail = failure === undefined ? `exit code ${code}` : toProblemData(failure).message;
      return new Problem('worker-crashed', `the worker ended while running it: ${detail}`, {
        advice: 'If it happens again, run it alone and look at its log',
        cause: failure,
      });
    }
  }
}
