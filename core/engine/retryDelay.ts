/**
 * Milliseconds before the next attempt of a task that failed for a passing reason: exponential
 * from 0.5 s to 30 s, spread by up to ±50 % so that many tasks do not come back at once.
 * `attempt` counts those already made; `random` gives numbers in [0, 1).
 */
export function retryDelay(attempt: number, random: () => number): number {
  const base = Math.min(30_000, 500 * 2 ** (attempt - 1));
  return base * (0.5 + random());
}
