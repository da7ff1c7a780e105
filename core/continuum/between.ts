/**
 * The value at `share` (0 to 1) of the way from `low` to `high`: exact where both are equal, finite
 * where both are, also if their difference is not.
 */
export function between(low: number, high: number, share: number): number {
  const step = high - low;
  return Math.abs(step) < Infinity ? low + share * step : low * (1 - share) + high * share;
}
