import type { AppBackend } from '../../main/appBackend.ts';
import type { ApiEvent } from '../../core/api/events.ts';
import { Problem } from '../../core/problem/problem.ts';

export interface TinyBackend extends AppBackend {
  /** Every call that came through, in order. */
  readonly calls: { readonly method: string; readonly input: unknown }[];
  emit(event: ApiEvent): void;
}

/** An engine of three methods, to test hosts and not engines. */
export function createTinyBackend(): TinyBackend {
  const listeners = new Set<(event: ApiEvent) => void>();
  const calls: TinyBackend['calls'] = [];
  return {
    calls,
    dispatch(method, input) {
      calls.push({ method, input });
      return answer(method, input);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    emit(event) {
      for (const listener of listeners) listener(event);
    },
    close: () => Promise.resolve(),
  };
}

async function answer(method: string, input: unknown): Promise<unknown> {
  await Promise.resolve();
  switch (method) {
    case 'echo':
      return input;
    case 'arrays':
      return { flux: Float64Array.of(1.5, NaN, -Infinity), bits: Int32Array.of(-1, 16639) };
    case 'bug':
      throw new TypeError('something broke');
    default:
      throw new Problem('unknown-method', `unknown method "${method}"`, { advice: 'Ask another' });
  }
}
