import { MessageChannel, Worker, type MessagePort } from 'node:worker_threads';
import type { Store } from '../../store/store.ts';
import type { Expected } from './lookCalls.ts';
import { endThread } from '../endThread.ts';
import type { StampCall, ToLookWorker } from './lookWorker.ts';
import { answerCalls } from './portCalls.ts';
import { ReadAhead } from './readAhead.ts';
import { mayScan, pageSize } from './stampSource.ts';

/** Reads of the store that planning makes. */
export type StoreReads = Pick<
  Store,
  'stamps' | 'stampPage' | 'recordsWithIds' | 'lastChange' | 'changedSince'
>;

/** Most of what planning makes lives for a moment; room for it spares the collector half its work. */
export const youngMegabytes = 32;

export interface LookThread {
  readonly worker: Worker;
  /** Takes `LookCall`s. */
  readonly port: MessagePort;
  /** Shared; see `LookCalls`. */
  readonly statted: Int32Array;
  /** A plan begins; what it will read of the store is read ahead. */
  readonly prepare: (expected: Expected | undefined) => void;
  readonly end: () => Promise<void>;
}

/**
 * Starts the thread that looks at the disk; this side reads the store for it. `store` gives
 * undefined where nothing was ever recorded.
 */
export function startLookThread(store: () => StoreReads | undefined): LookThread {
  const looks = new MessageChannel();
  const stamps = new MessageChannel();
  const name = import.meta.url.endsWith('.ts') ? './lookWorker.ts' : './lookWorker.js';
  const worker = new Worker(new URL(name, import.meta.url), {
    name: 'look',
    resourceLimits: { maxYoungGenerationSizeMb: youngMegabytes },
  });
  const statted = new Int32Array(new SharedArrayBuffer(4));
  const serve: ToLookWorker = { type: 'serve', planner: looks.port2, store: stamps.port2, statted };
  worker.postMessage(serve, [looks.port2, stamps.port2]);
  const ahead = new ReadAhead(store);
  answerCalls<StampCall, Uint8Array>(stamps.port1, (call) =>
    call.kind === 'page' ? ahead.page(call) : lookUp(store(), call),
  );
  stamps.port1.unref();
  worker.unref();
  const prepare = (expected: Expected | undefined) => {
    ahead.forget();
    for (const [family, tasks] of expected?.families ?? []) {
      if (mayScan(tasks)) ahead.prepare({ kind: 'page', family, after: '', limit: pageSize });
    }
  };
  const end = () =>
    endThread(worker, () => worker.postMessage({ type: 'end' } satisfies ToLookWorker));
  return { worker, port: looks.port1, statted, prepare, end };
}

async function lookUp(
  store: StoreReads | undefined,
  { family, ids }: Extract<StampCall, { kind: 'stamps' }>,
): Promise<Uint8Array> {
  return store === undefined ? Buffer.from(ids.join('\n')) : store.stamps(family, ids);
}
