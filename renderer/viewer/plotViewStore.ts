import { create } from 'zustand';
import {
  goBack,
  goForward,
  NO_HISTORY,
  remember,
  type HistoryStep,
  type ViewHistory,
} from '../plot/viewHistory.ts';
import type { XRange, YRange } from '../plot/viewRange.ts';

/** What a tab shows: null is the whole spectrum, or the y-range that follows the data. */
export interface TabView {
  readonly x: XRange | null;
  readonly y: YRange | null;
}

interface TabPlot {
  readonly view: TabView;
  readonly history: ViewHistory<TabView>;
}

export const WHOLE: TabView = { x: null, y: null };
const untouched: TabPlot = { view: WHOLE, history: NO_HISTORY };

export const usePlotViews = create<{ readonly byTab: ReadonlyMap<number, TabPlot> }>(() => ({
  byTab: new Map(),
}));

/** Steps of one gesture closer together than this (ms) are one entry of the history. */
const PAUSE = 700;
let last = { tab: -1, gesture: '', at: 0 };

export function plotOf(tab: number): TabPlot {
  return usePlotViews.getState().byTab.get(tab) ?? untouched;
}

/** `gesture` names the movement: its steps are undone together. */
export function setView(
  tab: number,
  view: TabView,
  gesture: string,
  now = performance.now(),
): void {
  const { view: left, history } = plotOf(tab);
  const same = last.tab === tab && last.gesture === gesture && now - last.at < PAUSE;
  last = { tab, gesture, at: now };
  put(tab, { view, history: same ? history : remember(history, left) });
}

export function resetView(tab: number): void {
  put(tab, untouched);
}

export function previousView(tab: number): void {
  step(tab, goBack);
}

export function nextView(tab: number): void {
  step(tab, goForward);
}

function step(
  tab: number,
  move: (history: ViewHistory<TabView>, current: TabView) => HistoryStep<TabView> | undefined,
): void {
  const { view, history } = plotOf(tab);
  const found = move(history, view);
  last = { tab: -1, gesture: '', at: 0 };
  if (found !== undefined) put(tab, found);
}

function put(tab: number, plot: TabPlot): void {
  usePlotViews.setState({ byTab: new Map(usePlotViews.getState().byTab).set(tab, plot) });
}
