import { create } from 'zustand';

export type ViewName = 'viewer' | 'tasks' | 'results' | 'sync' | 'storage' | 'settings';

interface ViewState {
  readonly view: ViewName;
  readonly dialog: 'palette' | 'keys' | 'open' | null;
}

/** What the main area shows, and the one dialog that may float above it. */
export const useView = create<ViewState>(() => ({ view: 'viewer', dialog: null }));

export function goTo(view: ViewName): void {
  useView.setState({ view, dialog: null });
}

export function openDialog(dialog: ViewState['dialog']): void {
  useView.setState({ dialog });
}
