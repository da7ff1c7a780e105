import type { RunSummary } from '../../core/api/tasks.ts';

export interface RunShare {
  readonly finished: number;
  /** 0–1 of what was planned. */
  readonly done: number;
  readonly failed: number;
}

/** How far a run is: what came to an end, and which part of that failed or was blocked. */
export function runShare({ counts, planned }: Pick<RunSummary, 'counts' | 'planned'>): RunShare {
  const good = counts.ran + counts.reused;
  const bad = counts.failed + counts.blocked;
  const finished = good + bad + counts.cancelled + counts.waiting;
  const of = (count: number) => (planned > 0 ? Math.min(1, count / planned) : 0);
  return { finished, done: of(good), failed: of(bad) };
}
