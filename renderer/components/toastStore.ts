import { create } from 'zustand';

export interface Toast {
  readonly text: string;
  readonly action?: { readonly label: string; readonly run: () => void };
}

/** One at a time; never for errors. */
export const useToast = create<{ readonly toast: Toast | null }>(() => ({ toast: null }));

export function showToast(toast: Toast): void {
  useToast.setState({ toast });
}
