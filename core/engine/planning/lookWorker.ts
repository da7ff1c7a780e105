import { parentPort, type MessagePort } from 'node:worker_threads';
import type { TaskId } from '../../task/task.ts';
import type { Expected } from './lookCalls.ts';
import { look, type Looked, type LookRequest } from './look.ts';
import { answerCalls, PortCalls } from './portCalls.ts';
import { RowVerifier, type VerifyJob } from './remembered/verifyRows.ts';
import { PlanStamps, type StampSource } from './stampSource.ts';
import { noStats, takeStats, type Stats } from './takeStats.ts';

/** From the thread that started this one. */
export type ToLookWorker =
  /** First: ports to the planner, which asks, and to the store. */
  | {
      readonly type: 'serve';
      readonly planner: MessagePort;
      readonly store: MessagePort;
      /** Shared: how many requests this thread has taken the stats of, for who asks to see. */
      readonly statted: Int32Array;
    }
  | { readonly type: 'end' };

export type LookCall =
  /** A new plan: nothing that was read before counts. */
  | { readonly kind: 'begin'; readonly expected: Expected | undefined }
  | { readonly kind: 'look'; readonly request: LookRequest }
  | { readonly kind: 'verify'; readonly job: VerifyJob };

export type StampCall =
  | { readonly kind: 'stamps'; readonly family: string; readonly ids: readonly TaskId[] }
  | {
      readonly kind: 'page';
      readonly family: string;
      readonly after: string;
      readonly limit: number;
    };

parentPort?.on('message', (message: ToLookWorker) => {
  if (message.type === 'end') process.exit();
  serve(message);
});

/**
 * A thread of its own for what is on disk, so that a million stats block neither the window nor the
 * planner, which makes the next ids meanwhile. Stats are taken as requests come, even while stamps are
 * being read; the rest of each look comes one after the other.
 */
function serve({ planner, store, statted }: Extract<ToLookWorker, { type: 'serve' }>): void {
  const calls = new PortCalls<StampCall, Uint8Array>(store);
  const source: StampSource = {
    stamps: (family, ids) => calls.ask({ kind: 'stamps', family, ids }),
    stampPage: (family, after, limit) => calls.ask({ kind: 'page', family, after, limit }),
  };
  let stamps = new PlanStamps(source, undefined);
  let turn: Promise<unknown> = Promise.resolve();
  answerCalls<LookCall, Looked | undefined>(planner, (call) => {
    if (call.kind === 'verify') return verifyAll(call.job);
    const stats = call.kind === 'look' ? takenStats(call.request) : undefined;
    if (stats !== undefined) Atomics.add(statted, 0, 1);
    const answer = turn.then(async () => {
      if (call.kind === 'look') return look(call.request, stamps.of, await stats);
      stamps = new PlanStamps(source, call.expected);
      return undefined;
    });
    turn = answer.catch(() => undefined); // the planner hears of it
    return answer;
  });
}

function verifyAll(job: VerifyJob): Promise<undefined> {
  const verifier = new RowVerifier(job);
  while (verifier.verifyNext());
  verifier.close();
  return Promise.resolve(undefined);
}

/** Taken when this is called; a failure is told by the promise. */
function takenStats(request: LookRequest): Promise<Stats> {
  const stats = request.stats ?? noStats(request);
  const taken = new Promise<Stats>((resolve) => {
    takeStats(request, stats);
    resolve(stats);
  });
  taken.catch(() => undefined); // the look that waits for it hears of it
  return taken;
}
