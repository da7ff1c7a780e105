import { create } from 'zustand';
import type { Mask } from '../../core/api/spectrum.ts';
import { recordStep } from '../actions/undoStore.ts';
import type { PlotTool } from '../plot/gestures.ts';
import { bitKey } from '../plot/lanes.ts';
import { groupOf } from '../plot/maskGroups.ts';
import type { SeriesShown } from '../plot/plotModel.ts';
import type { YMode } from '../plot/yRange.ts';

export type BottomTab = 'statistics' | 'line' | 'header';

interface PlotOptions {
  readonly tool: PlotTool;
  readonly yMode: YMode;
  readonly smoothing: number;
  readonly series: SeriesShown;
  readonly table: boolean;
  readonly bottom: BottomTab;
  readonly bottomOpen: boolean;
  /** Bits switched on or off by hand, by bit key; the others follow `shownByDefault`. */
  readonly bits: Readonly<Record<string, boolean>>;
}

/** How a spectrum is drawn; shared by all tabs, so that they can be compared. */
export const usePlotOptions = create<PlotOptions>(() => ({
  tool: 'zoom',
  yMode: 'robust',
  smoothing: 1,
  series: { flux: true, band: true, model: true },
  table: false,
  bottom: 'statistics',
  bottomOpen: true,
  bits: {},
}));

/** Widths offered for smoothing, pixels. */
export const smoothingWidths = [1, 3, 5, 9, 15, 25] as const;

/** The bad set, sky and persistence of the first mask shade the flux until told otherwise. */
export function enabledBits(
  masks: readonly Mask[],
  bits: Readonly<Record<string, boolean>>,
): Set<string> {
  const enabled = new Set<string>();
  masks.forEach((mask, order) => {
    for (const bit of mask.bits) {
      const key = bitKey(mask, bit.bit);
      const byDefault = order === 0 && ['bad', 'sky', 'persist'].includes(groupOf(bit));
      if (bits[key] ?? byDefault) enabled.add(key);
    }
  });
  return enabled;
}

/** Switches bits on or off, as one step that can be undone. */
export function switchBits(keys: readonly string[], on: boolean, label: string): void {
  const before = usePlotOptions.getState().bits;
  const after = { ...before, ...Object.fromEntries(keys.map((key) => [key, on])) };
  const put = (bits: Readonly<Record<string, boolean>>) => usePlotOptions.setState({ bits });
  put(after);
  recordStep({ label, undo: () => put(before), redo: () => put(after) });
}

export function toggleSeries(name: keyof SeriesShown): void {
  const { series } = usePlotOptions.getState();
  usePlotOptions.setState({ series: { ...series, [name]: !series[name] } });
}

/** The next wider or narrower smoothing; stays at the ends. */
export function stepSmoothing(step: 1 | -1): void {
  const { smoothing } = usePlotOptions.getState();
  const index = smoothingWidths.findIndex((width) => width === smoothing) + step;
  const next = smoothingWidths[Math.max(0, Math.min(index, smoothingWidths.length - 1))];
  if (next !== undefined) usePlotOptions.setState({ smoothing: next });
}
