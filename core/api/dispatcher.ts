import { Problem } from '../problem/problem.ts';
import {
  contract,
  isMethodName,
  type HandlerInput,
  type MethodName,
  type MethodOutput,
} from './contract.ts';

/** The engine's side of the contract: one handler a method. */
export type Handlers = {
  readonly [M in MethodName]: (input: HandlerInput<M>) => Promise<MethodOutput<M>>;
};

export type Dispatch = (method: string, input: unknown) => Promise<unknown>;

/**
 * Checks method name and input before the handler sees them. Every host (IPC, WebSocket) calls
 * the result; it rejects with a `Problem` (`unknown-method`, `bad-input`) or the handler's own.
 */
export function createDispatcher(handlers: Handlers): Dispatch {
  return async (method, input) => {
    if (!isMethodName(method)) throw new Problem('unknown-method', `unknown method "${method}"`);
    return dispatchOne(handlers, method, input);
  };
}

async function dispatchOne<M extends MethodName>(
  handlers: Handlers,
  method: M,
  input: unknown,
): Promise<MethodOutput<M>> {
  const parsed = contract[method].input.safeParse(input);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const place = issue?.path.join('.') ?? '';
    throw new Problem('bad-input', `${method}: ${issue?.message ?? 'malformed input'}`, {
      where: place === '' ? {} : { parameter: place },
    });
  }
  // The schema of this very method produced the value; TypeScript cannot relate the two by index.
  return handlers[method](parsed.data as HandlerInput<M>);
}
