import { parentPort, type MessagePort } from 'node:worker_threads';
import type { TaskId } from '../../task/task.ts';
import type { Expected } from './lookCalls.ts';
import { look, type Looked, type LookRequest } from './look.ts';
import { answerCalls, PortCalls } from './portCalls.ts';
import { PlanStamps, type StampSource } from './stampSource.ts';

/** From the thread that started this one. */
export type ToLookWorker =
  /** First: ports to the planner, which asks, and to the store. */
  | { readonly type: 'serve'; readonly planner: MessagePort; readonly store: MessagePort }
  | { readonly type: 'end' };

export type LookCall =
  /** A new plan: nothing that was read before counts. */
  | { readonly kind: 'begin'; readonly expected: Expected | undefined }
  | { readonly kind: 'look'; readonly request: LookRequest };

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
  serve(message.planner, message.store);
});

/**
 * A thread of its own for what is on disk, so that a million stats block neither the window nor the
 * planner, which makes the next ids meanwhile. Looks come one after the other.
 */
function serve(planner: MessagePort, store: MessagePort): void {
  const calls = new PortCalls<StampCall, Uint8Array>(store);
  const source: StampSource = {
    stamps: (family, ids) => calls.ask({ kind: 'stamps', family, ids }),
    stampPage: (family, after, limit) => calls.ask({ kind: 'page', family, after, limit }),
  };
  let stamps = new PlanStamps(source, undefined);
  let turn: Promise<unknown> = Promise.resolve();
  answerCalls<LookCall, Looked | undefined>(planner, (call) => {
    const answer = turn.then(() => {
      if (call.kind === 'look') return look(call.request, stamps.of);
      stamps = new PlanStamps(source, call.expected);
      return undefined;
    });
    turn = answer.catch(() => undefined); // the planner hears of it
    return answer;
  });
}
