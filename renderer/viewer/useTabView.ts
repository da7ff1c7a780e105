import { plotOf, usePlotViews, WHOLE, type TabView } from './plotViewStore.ts';

/** The view of a tab. */
export function useTabView(tab: number): TabView {
  return usePlotViews((state) => state.byTab.get(tab)?.view ?? WHOLE);
}

/** Whether there is a view to go back or forward to. */
export function useTabHistory(tab: number): { readonly back: boolean; readonly forward: boolean } {
  const back = usePlotViews(() => plotOf(tab).history.past.length > 0);
  const forward = usePlotViews(() => plotOf(tab).history.future.length > 0);
  return { back, forward };
}
