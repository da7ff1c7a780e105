import type { Clock } from './clock.ts';

/** A host that did not answer is asked last for this long, so that a batch does not crawl. */
const DOWN_FOR_MS = 60_000;

/** What was learnt about hosts while talking to them, shared by all transfers. */
export interface HostState {
  /** Waits until the host may be asked again after a `Retry-After`. */
  ready(origin: string, signal?: AbortSignal): Promise<void>;
  pause(origin: string, ms: number): void;
  markDown(origin: string): void;
  markUp(origin: string): void;
  /** The same URLs, those of hosts that are down last. */
  inOrder(urls: readonly URL[]): URL[];
}

export function createHostState(clock: Clock): HostState {
  const notBefore = new Map<string, number>();
  const downUntil = new Map<string, number>();
  const isDown = (url: URL) => (downUntil.get(url.origin) ?? 0) > clock.now();
  return {
    async ready(origin, signal) {
      for (;;) {
        const wait = (notBefore.get(origin) ?? 0) - clock.now();
        if (wait <= 0) return;
        await clock.sleep(wait, signal);
      }
    },
    pause(origin, ms) {
      notBefore.set(origin, Math.max(notBefore.get(origin) ?? 0, clock.now() + ms));
    },
    markDown: (origin) => void downUntil.set(origin, clock.now() + DOWN_FOR_MS),
    markUp: (origin) => void downUntil.delete(origin),
    inOrder: (urls) => [...urls.filter((u) => !isDown(u)), ...urls.filter(isDown)],
  };
}
