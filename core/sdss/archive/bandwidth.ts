import type { Clock } from './clock.ts';

/** Shared by all connections, so that the limit holds for their sum. */
export interface Bandwidth {
  /** Accounts for bytes that arrived; a promise if the receiver has to wait before the next. */
  take(bytes: number, signal?: AbortSignal): Promise<void> | undefined;
}

export const unlimited: Bandwidth = { take: () => undefined };

/** Waits shorter than this are carried over: timers are not finer, and pauses cost more. */
const SHORTEST_WAIT_MS = 5;
/** Idle time is credited up to this much, so that a pause is not followed by a burst. */
const LONGEST_CREDIT_MS = 250;

/** A limit in bytes per second, kept as the moment up to which the line is booked. */
export function limitBandwidth(bytesPerSecond: number, clock: Clock): Bandwidth {
  let bookedUntil = clock.now();
  return {
    take(bytes, signal) {
      const now = clock.now();
      bookedUntil =
        Math.max(bookedUntil, now - LONGEST_CREDIT_MS) + (bytes / bytesPerSecond) * 1000;
      const wait = bookedUntil - now;
      return wait < SHORTEST_WAIT_MS ? undefined : clock.sleep(wait, signal);
    },
  };
}
