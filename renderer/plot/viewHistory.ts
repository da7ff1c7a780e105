/** Views one can go back to and forward again, like pages of a browser. */
export interface ViewHistory<View> {
  readonly past: readonly View[];
  readonly future: readonly View[];
}

export const NO_HISTORY: ViewHistory<never> = { past: [], future: [] };

const DEPTH = 100;

/** `left` is the view that is being left by a deliberate step; what lay ahead is forgotten. */
export function remember<View>(history: ViewHistory<View>, left: View): ViewHistory<View> {
  return { past: [...history.past, left].slice(-DEPTH), future: [] };
}

export interface HistoryStep<View> {
  readonly view: View;
  readonly history: ViewHistory<View>;
}

export function goBack<View>(
  history: ViewHistory<View>,
  current: View,
): HistoryStep<View> | undefined {
  const view = history.past.at(-1);
  if (view === undefined) return undefined;
  return {
    view,
    history: { past: history.past.slice(0, -1), future: [current, ...history.future] },
  };
}

export function goForward<View>(
  history: ViewHistory<View>,
  current: View,
): HistoryStep<View> | undefined {
  const [view, ...future] = history.future;
  if (view === undefined) return undefined;
  return { view, history: { past: [...history.past, current], future } };
}
