import { create } from 'zustand';

export interface SpectrumTab {
  readonly id: number;
  readonly path: string;
  readonly row: number;
  /** Replaced by the next spectrum that is only looked at. */
  readonly preview: boolean;
}

interface ViewerState {
  readonly tabs: readonly SpectrumTab[];
  readonly active: number | null;
}

export const useViewer = create<ViewerState>(() => ({ tabs: [], active: null }));

let nextId = 1;

/** Shows a file, in its tab if it has one, else in the preview tab, else in a new one. */
export function showTab(path: string, row: number, keep: boolean): number {
  const { tabs } = useViewer.getState();
  const open = tabs.find((tab) => tab.path === path);
  const target = open ?? tabs.find((tab) => tab.preview);
  if (target === undefined) {
    const tab = { id: nextId, path, row, preview: !keep };
    nextId += 1;
    useViewer.setState({ tabs: [...tabs, tab], active: tab.id });
    return tab.id;
  }
  const preview = target.preview && !keep;
  update(target.id, open === undefined ? { path, row, preview } : { preview });
  useViewer.setState({ active: target.id });
  return target.id;
}

export function activateTab(id: number): void {
  useViewer.setState({ active: id });
}

export function setRow(id: number, row: number): void {
  update(id, { row });
}

export function closeTab(id: number): void {
  const { tabs, active } = useViewer.getState();
  const index = tabs.findIndex((tab) => tab.id === id);
  const left = tabs.filter((tab) => tab.id !== id);
  const next = left[Math.min(index, left.length - 1)]?.id ?? null;
  useViewer.setState({ tabs: left, active: active === id ? next : active });
}

export function closeAllTabs(): void {
  useViewer.setState({ tabs: [], active: null });
}

export function activeTab(): SpectrumTab | undefined {
  const { tabs, active } = useViewer.getState();
  return tabs.find((tab) => tab.id === active);
}

function update(id: number, change: Partial<SpectrumTab>): void {
  const tabs = useViewer
    .getState()
    .tabs.map((tab) => (tab.id === id ? { ...tab, ...change } : tab));
  useViewer.setState({ tabs });
}
