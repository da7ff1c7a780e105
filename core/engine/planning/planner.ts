import type { MessagePort } from 'node:worker_threads';
import { fromProblemData, toProblemData } from '../../problem/problem.ts';
import { readBatchTasks } from '../../task/batch/batchTasks.ts';
import type { Registry } from '../../task/registry.ts';
import { taskOf, type Task } from '../../task/task.ts';
import { planHashes } from './evidence.ts';
import { LookCalls } from './lookCalls.ts';
import type { PlanPlaces } from './planChunk.ts';
import type { FromPlanner, RecordCall, RecordReply, ToPlanner } from './planMessages.ts';
import { streamPlan } from './planStream.ts';
import { PlanEncoder } from './planWire.ts';
import { PortCalls } from './portCalls.ts';

/** Nodes sent in one message: few enough for the main process to take in a few milliseconds. */
const nodesAtOnce = 1000;

type Part = Extract<ToPlanner, { type: 'bytes' | 'tasks' }>;

/**
 * Plans in a thread: fed with tasks or the bytes of a batch file, it makes ids, asks the look
 * thread what is there, judges, and sends back what is to be done. It never runs a task, and reads
 * the store only through the main process.
 */
export class Planner {
  readonly #port: MessagePort;
  readonly #registry: Registry;
  readonly #look: LookCalls;
  readonly #records: PortCalls<RecordCall, RecordReply>;
  #feed: Feed | undefined;
  #partTaken: () => void = () => undefined;

  constructor(
    port: MessagePort,
    registry: Registry,
    { look, statted, records }: Extract<ToPlanner, { type: 'serve-plans' }>,
  ) {
    this.#port = port;
    this.#registry = registry;
    this.#look = new LookCalls(look, statted);
    this.#records = new PortCalls(records);
  }

  take(message: Exclude<ToPlanner, { type: 'serve-plans' }>): void {
    switch (message.type) {
      case 'plan':
        this.#feed = new Feed(() => this.#send({ type: 'taken' }));
        void this.#plan(message, this.#feed);
        break;
      case 'bytes':
      case 'tasks':
        this.#feed?.add(message);
        break;
      case 'complete':
        this.#feed?.end();
        break;
      case 'part-taken':
        this.#partTaken();
        break;
      case 'broken':
        this.#feed?.end(fromProblemData(message.problem));
        break;
    }
  }

  async #plan(
    { workspace, options, batch, expected }: Extract<ToPlanner, { type: 'plan' }>,
    feed: Feed,
  ): Promise<void> {
    const notes = new Set<string>();
    const places: PlanPlaces = {
      workspace,
      registry: this.#registry,
      look: this.#look.look,
      hashes: planHashes(),
      records: { recordsWithIds: async (ids) => [...(await this.#records.ask({ ids }))] },
    };
    try {
      this.#look.begin(expected);
      const tasks =
        batch === undefined
          ? this.#tasksOf(feed)
          : readBatchTasks(this.#registry, batch.request, batch.places, bytesOf(feed), notes);
      const collected = await streamPlan(tasks, places, {
        ...options,
        expected: expected?.tasks ?? 0,
      });
      const encoder = new PlanEncoder();
      const nodes = [...collected.nodes.values()];
      for (let start = 0; start < nodes.length; start += nodesAtOnce) {
        const part = encoder.encode(nodes.slice(start, start + nodesAtOnce));
        this.#send({ type: 'part', part });
        await new Promise<void>((resolve) => (this.#partTaken = resolve));
      }
      const { counted, unneeded, touched } = collected;
      this.#send({ type: 'planned', counted, unneeded, touched, notes: [...notes] });
    } catch (error) {
      this.#send({ type: 'problem', problem: toProblemData(error) });
    }
    feed.close();
  }

  async *#tasksOf(feed: Feed): AsyncGenerator<readonly Task[]> {
    for await (const part of feed.parts()) {
      if (part.type !== 'tasks') continue;
      yield part.tasks.map(({ family, values }) => taskOf(this.#registry.get(family), values));
    }
  }

  #send(message: FromPlanner): void {
    this.#port.postMessage(message);
  }
}

async function* bytesOf(feed: Feed): AsyncGenerator<Uint8Array> {
  for await (const part of feed.parts()) if (part.type === 'bytes') yield part.bytes;
}

/** What the main process sends for one plan, in order, as it is asked for. */
class Feed {
  readonly #taken: () => void;
  readonly #waiting: Part[] = [];
  #ended: { readonly error: Error | undefined } | undefined;
  #wake: () => void = () => undefined;

  constructor(taken: () => void) {
    this.#taken = taken;
  }

  add(part: Part): void {
    if (this.#ended !== undefined) return;
    this.#waiting.push(part);
    this.#wake();
  }

  end(error?: Error): void {
    this.#ended ??= { error };
    this.#wake();
  }

  /** Nothing is read any more; what still comes is dropped. */
  close(): void {
    this.#waiting.length = 0;
    this.end();
  }

  async *parts(): AsyncGenerator<Part> {
    for (;;) {
      const part = this.#waiting.shift();
      if (part !== undefined) {
        this.#taken();
        yield part;
      } else if (this.#ended !== undefined) {
        if (this.#ended.error !== undefined) throw this.#ended.error;
        return;
      } else await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }
}
