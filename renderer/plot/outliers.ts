import type { PixelRun } from './segments.ts';

/** Neighbouring pixels beyond one edge of the panel, drawn as one triangle. */
export interface OutlierGroup {
  readonly side: 'above' | 'below';
  /** Screen x of the middle. */
  readonly x: number;
  readonly count: number;
}

export interface Outliers {
  readonly groups: readonly OutlierGroup[];
  readonly above: number;
  readonly below: number;
}

/** Triangles closer than this (screen pixels) become one. */
const MERGE = 14;

/**
 * Every finite value of [from, to) outside [y0, y1], grouped by where it falls on the screen.
 * Pixels outside `runs` hold no data and do not count.
 */
export function findOutliers(
  flux: Float64Array,
  runs: readonly PixelRun[],
  from: number,
  to: number,
  y0: number,
  y1: number,
  screenX: (index: number) => number,
): Outliers {
  const groups: OutlierGroup[] = [];
  const open: Record<'above' | 'below', { start: number; end: number; count: number } | undefined> =
    {
      above: undefined,
      below: undefined,
    };
  const total = { above: 0, below: 0 };
  const close = (side: 'above' | 'below') => {
    const group = open[side];
    if (group !== undefined) {
      groups.push({ side, x: (group.start + group.end) / 2, count: group.count });
    }
    open[side] = undefined;
  };
  const add = (index: number) => {
    const value = flux[index] ?? NaN;
    if (!Number.isFinite(value) || (value >= y0 && value <= y1)) return;
    const side = value > y1 ? 'above' : 'below';
    const x = screenX(index);
    total[side] += 1;
    const group = open[side];
    if (group !== undefined && x - group.end <= MERGE) {
      group.end = x;
      group.count += 1;
    } else {
      close(side);
      open[side] = { start: x, end: x, count: 1 };
    }
  };
  for (const run of runs) {
    const end = Math.min(to, run.to);
    for (let index = Math.max(from, run.from); index < end; index += 1) add(index);
  }
  close('above');
  close('below');
  return { groups, ...total };
}
