import type { Clock } from './clock.ts';
import { ArchiveProblem } from './failure.ts';
import type { HostState } from './hostState.ts';
import { decideRetry, worthAnotherHost, type RetryPolicy } from './retryPolicy.ts';

export interface Retrying {
  readonly policy: RetryPolicy;
  readonly clock: Clock;
  readonly hosts: HostState;
  /** In [0, 1). */
  readonly random: () => number;
}

/**
 * Runs `attempt` on each URL in turn until one succeeds: again on the same host as long as the
 * policy says so, then on the next one. `progressed` tells whether the last attempt got further
 * than any before, which starts the count of attempts anew.
 * @throws the failure of the first host, which is the one the user knows.
 */
export async function withRetries<Result>(
  { policy, clock, hosts, random }: Retrying,
  urls: readonly URL[],
  attempt: (url: URL) => Promise<Result>,
  signal?: AbortSignal,
  progressed: () => boolean = () => false,
): Promise<Result> {
  let first: unknown;
  for (const url of hosts.inOrder(urls)) {
    for (let failed = 1; ; failed++) {
      try {
        await hosts.ready(url.origin, signal);
        const result = await attempt(url);
        hosts.markUp(url.origin);
        return result;
      } catch (error) {
        if (!(error instanceof ArchiveProblem)) throw error;
        first ??= error;
        if (error.code === 'archive-out-of-reach') hosts.markDown(url.origin);
        if (progressed()) failed = 0;
        const decision = decideRetry(error, Math.max(1, failed), policy, random());
        if (decision.kind === 'give-up') {
          if (!worthAnotherHost(error)) throw first;
          break;
        }
        // The server asks every connection to stay away, not just the one it told.
        if (error.retryAfterMs !== undefined) hosts.pause(url.origin, decision.afterMs);
        else await clock.sleep(decision.afterMs, signal);
      }
    }
  }
  throw first;
}
