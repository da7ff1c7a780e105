import type { ArchiveProblem } from './failure.ts';

export interface RetryPolicy {
  /** Attempts in a row that brought nothing new. */
  readonly attempts: number;
  readonly firstDelayMs: number;
  readonly longestDelayMs: number;
  /** A longer `Retry-After` is reported instead of waited for. */
  readonly longestRetryAfterMs: number;
}

export const defaultRetryPolicy: RetryPolicy = {
  attempts: 5,
  firstDelayMs: 500,
  longestDelayMs: 30_000,
  longestRetryAfterMs: 120_000,
};

export type RetryDecision = { readonly kind: 'retry'; readonly afterMs: number } | GiveUp;
interface GiveUp {
  readonly kind: 'give-up';
}

const giveUp: GiveUp = { kind: 'give-up' };

/**
 * Whether to try the same host again, and when. `failedAttempts` counts the attempts in a row that
 * brought no new byte (at least 1); `random` is in [0, 1) and spreads clients that failed together.
 */
export function decideRetry(
  problem: ArchiveProblem,
  failedAttempts: number,
  policy: RetryPolicy,
  random: number,
): RetryDecision {
  if (failedAttempts >= policy.attempts) return giveUp;
  switch (problem.code) {
    case 'archive-busy':
    case 'archive-server-error':
      if (problem.retryAfterMs === undefined) break;
      return problem.retryAfterMs <= policy.longestRetryAfterMs
        ? { kind: 'retry', afterMs: problem.retryAfterMs }
        : giveUp;
    case 'archive-interrupted':
    case 'archive-length':
      break;
    case 'archive-out-of-reach':
    case 'archive-checksum':
      // One more try, against a hiccup; being offline or a wrong file does not pass by waiting.
      if (failedAttempts >= 2) return giveUp;
      break;
    case 'archive-certificate':
    case 'archive-missing':
    case 'archive-credentials':
    case 'archive-forbidden':
    case 'archive-redirect':
    case 'archive-html-instead':
    case 'archive-encoded':
    case 'archive-not-an-index':
    case 'archive-unexpected-status':
    case 'disk-full':
    case 'mirror-not-writable':
      return giveUp;
  }
  const ceiling = Math.min(
    policy.longestDelayMs,
    policy.firstDelayMs * 2 ** Math.min(failedAttempts - 1, 30),
  );
  return { kind: 'retry', afterMs: Math.round(ceiling * (0.5 + random / 2)) };
}

/** Whether another host may do better: the mirror is for a main host that fails, not for a 404. */
export function worthAnotherHost(problem: ArchiveProblem): boolean {
  switch (problem.code) {
    case 'archive-out-of-reach':
    case 'archive-interrupted':
    case 'archive-certificate':
    case 'archive-busy':
    case 'archive-server-error':
    case 'archive-length':
    case 'archive-checksum':
    case 'archive-html-instead':
    case 'archive-encoded':
    case 'archive-redirect':
    case 'archive-not-an-index':
      return true;
    case 'archive-missing':
    case 'archive-credentials':
    case 'archive-forbidden':
    case 'archive-unexpected-status':
    case 'disk-full':
    case 'mirror-not-writable':
      return false;
  }
}

/** `Retry-After` (RFC 9110, 10.2.3): seconds or an HTTP date; undefined if it is neither. */
export function parseRetryAfter(value: string | undefined, nowMs: number): number | undefined {
  if (value === undefined) return undefined;
  const text = value.trim();
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - nowMs);
}
