import { create } from 'zustand';

/** One step that can be taken back; both functions put the state where it was. */
export interface UndoStep {
  readonly label: string;
  /** Steps in a row with the same key are one (typing into one field). */
  readonly key?: string;
  readonly undo: () => void;
  readonly redo: () => void;
}

interface UndoState {
  readonly past: readonly UndoStep[];
  readonly future: readonly UndoStep[];
}

const DEPTH = 200;

export const useUndo = create<UndoState>(() => ({ past: [], future: [] }));

export function recordStep(step: UndoStep): void {
  const { past } = useUndo.getState();
  const last = past.at(-1);
  const merged =
    last?.key !== undefined && last.key === step.key ? { ...step, undo: last.undo } : step;
  const kept = merged === step ? past : past.slice(0, -1);
  useUndo.setState({ past: [...kept, merged].slice(-DEPTH), future: [] });
}

export function undo(): void {
  const { past, future } = useUndo.getState();
  const step = past.at(-1);
  if (step === undefined) return;
  step.undo();
  useUndo.setState({ past: past.slice(0, -1), future: [...future, step] });
}

export function redo(): void {
  const { past, future } = useUndo.getState();
  const step = future.at(-1);
  if (step === undefined) return;
  step.redo();
  useUndo.setState({ past: [...past, step], future: future.slice(0, -1) });
}
