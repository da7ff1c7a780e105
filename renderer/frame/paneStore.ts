import { create } from 'zustand';
import { readSetting, writeSetting } from '../persist/settings.ts';
import type { ViewName } from './viewStore.ts';

export type PaneSide = 'sidebar' | 'inspector';

export interface PaneState {
  /** Pixels, by view and side; absent: the default. */
  readonly sizes: Readonly<Record<string, number>>;
  readonly hidden: Readonly<Record<PaneSide, boolean>>;
  /** In narrow windows a pane floats above the main area while it is asked for. */
  readonly floating: PaneSide | null;
}

export const PANE_LIMITS = { min: 200, max: 480 } as const;

/** Stored sizes that are not sensible numbers are dropped. */
export function cleanSizes(stored: unknown): Record<string, number> {
  const sizes: Record<string, number> = {};
  if (typeof stored !== 'object' || stored === null) return sizes;
  for (const [key, value] of Object.entries(stored)) {
    if (typeof value === 'number' && value >= PANE_LIMITS.min && value <= PANE_LIMITS.max) {
      sizes[key] = value;
    }
  }
  return sizes;
}

export const usePanes = create<PaneState>(() => ({
  sizes: cleanSizes(readSetting('panes')),
  hidden: { sidebar: false, inspector: false },
  floating: null,
}));

/** Takes the sizes that the settings hold, before the first picture. */
export function restorePanes(): void {
  usePanes.setState({ sizes: cleanSizes(readSetting('panes')) });
}

export function paneSize(view: ViewName, side: PaneSide, fallback: number): number {
  return usePanes.getState().sizes[`${view}.${side}`] ?? fallback;
}

export function rememberSize(view: ViewName, side: PaneSide, pixels: number): void {
  const size = Math.round(pixels);
  if (size < PANE_LIMITS.min || size > PANE_LIMITS.max) return;
  const sizes = { ...usePanes.getState().sizes, [`${view}.${side}`]: size };
  usePanes.setState({ sizes });
  writeSetting('panes', sizes);
}

/** Ctrl B, Ctrl I: hides or shows; in a narrow window lets the pane float, or leaves it. */
export function togglePane(side: PaneSide, docked: boolean): void {
  const { hidden, floating } = usePanes.getState();
  if (docked) usePanes.setState({ hidden: { ...hidden, [side]: !hidden[side] } });
  else usePanes.setState({ floating: floating === side ? null : side });
}

export function closeFloating(): void {
  usePanes.setState({ floating: null });
}
