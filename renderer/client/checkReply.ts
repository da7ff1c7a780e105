import * as z from 'zod';
import { contract, type MethodName, type MethodOutput } from '../../core/api/contract.ts';
import { apiEventSchema, type ApiEvent } from '../../core/api/events.ts';
import { problemSchema, type ApiProblem } from '../../core/api/problem.ts';
import { fromProblemData, Problem, type ProblemData } from '../../core/problem/problem.ts';

const replySchema = z.union([
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), problem: problemSchema }),
]);

/** The value of a reply, checked against the contract; throws the `Problem` it carries. */
export function checkReply<M extends MethodName>(method: M, reply: unknown): MethodOutput<M> {
  const envelope = replySchema.safeParse(reply);
  if (!envelope.success) throw new Problem('bad-reply', `${method}: the host's reply is malformed`);
  if (!envelope.data.ok) throw fromProblemData(asProblemData(envelope.data.problem));
  const parsed = contract[method].output.safeParse(envelope.data.value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const place = issue?.path.join('.') ?? '';
    throw new Problem('bad-reply', `${method}: ${place} ${issue?.message ?? 'malformed'}`.trim());
  }
  // The schema of this very method produced the value; TypeScript cannot relate the two by index.
  return parsed.data as MethodOutput<M>;
}

/** An event of the host, or undefined for anything this version does not know. */
export function checkEvent(event: unknown): ApiEvent | undefined {
  const parsed = apiEventSchema.safeParse(event);
  return parsed.success ? parsed.data : undefined;
}

/** zod writes optional as "or undefined"; `Problem` wants the key to be absent. */
export function asProblemData(problem: ApiProblem): ProblemData {
  const { advice, stack, ...rest } = problem;
  return {
    ...rest,
    ...(advice === undefined ? {} : { advice }),
    ...(stack === undefined ? {} : { stack }),
  };
}
