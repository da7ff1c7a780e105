import type { BridgeReply } from '../core/api/client.ts';
import type { Dispatch } from '../core/api/dispatcher.ts';
import { Problem, toProblemData } from '../core/problem/problem.ts';

/**
 * Calls one method for a face; failures come back as data, since Error objects lose their fields
 * on the way. Never rejects. Bugs go to `onBug` with their stack, and to the face without it.
 */
export async function answerCall(
  dispatch: Dispatch,
  method: unknown,
  input: unknown,
  onBug: (error: unknown) => void,
): Promise<BridgeReply> {
  try {
    if (typeof method !== 'string') throw new Problem('bad-message', 'the call names no method');
    return { ok: true, value: await dispatch(method, input) };
  } catch (error) {
    if (error instanceof Problem) return { ok: false, problem: toProblemData(error) };
    onBug(error);
    const { code, message, where, transient } = toProblemData(error);
    return { ok: false, problem: { code, message, where, transient } };
  }
}
