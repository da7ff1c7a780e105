import { useEffect, useState } from 'react';
import { plotOf, usePlotViews, WHOLE, type TabView } from './plotViewStore.ts';

/** The view of a tab. */
export function useTabView(tab: number): TabView {
  return usePlotViews((state) => state.byTab.get(tab)?.view ?? WHOLE);
}

/** The view of a tab once it has rested for `rest` milliseconds; nothing is rendered before. */
export function useRestedView(tab: number, rest: number): TabView {
  const [view, setView] = useState(() => plotOf(tab).view);
  useEffect(() => {
    let timer = 0;
    const settle = () => setView(plotOf(tab).view);
    const later = () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(settle, rest);
    };
    settle();
    const stop = usePlotViews.subscribe(later);
    return () => {
      stop();
      window.clearTimeout(timer);
    };
  }, [tab, rest]);
  return view;
}

/** Whether the user chose the y-range of a tab. */
export function useOwnY(tab: number): boolean {
  return usePlotViews((state) => (state.byTab.get(tab)?.view ?? WHOLE).y !== null);
}

/** Whether there is a view to go back or forward to. */
export function useTabHistory(tab: number): { readonly back: boolean; readonly forward: boolean } {
  const back = usePlotViews(() => plotOf(tab).history.past.length > 0);
  const forward = usePlotViews(() => plotOf(tab).history.future.length > 0);
  return { back, forward };
}
