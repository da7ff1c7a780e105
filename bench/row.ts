/** One line of the benchmark report. */
export interface BenchRow {
  readonly case: string;
  /** What was measured, with its unit, as printed. */
  readonly ours: string;
  readonly peer: string;
  /** Ours / peer, where both measure the same. */
  readonly ratio?: number;
  readonly target: string;
  /** Undefined: no target, or the peer is not installed. */
  readonly met: boolean | undefined;
}
