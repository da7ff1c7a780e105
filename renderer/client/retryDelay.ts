/** Milliseconds before attempt `n` (from 0): a quarter second, doubling, at most four seconds. */
export function retryDelay(attempt: number): number {
  return Math.min(250 * 2 ** Math.max(0, attempt), 4000);
}
