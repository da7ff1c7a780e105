import type { AstraClient } from '../../core/api/client.ts';

let current: AstraClient | undefined;

/** Called once, before the first render. */
export function setClient(client: AstraClient): void {
  current = client;
}

export function astra(): AstraClient {
  if (current === undefined) throw new Error('the client is used before it was set');
  return current;
}
