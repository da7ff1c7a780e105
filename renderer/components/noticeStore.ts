import { create } from 'zustand';
import { problemText, type ProblemText } from '../client/problemText.ts';

/** The last thing that could not be done, shown as a banner until it is dismissed. */
export const useNotice = create<{ readonly problem: ProblemText | null }>(() => ({
  problem: null,
}));

export function reportProblem(thrown: unknown): void {
  useNotice.setState({ problem: problemText(thrown) });
}

export function dismissNotice(): void {
  useNotice.setState({ problem: null });
}
