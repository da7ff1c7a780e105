import { create } from 'zustand';
import type { RunTask } from '../../core/api/tasks.ts';
import { astra } from '../client/current.ts';
import { problemText, type ProblemText } from '../client/problemText.ts';

interface HistoryState {
  readonly family: string | null;
  readonly tasks: readonly RunTask[];
  readonly total: number;
  readonly problem: ProblemText | undefined;
}

/** Tasks of the chosen family that the store knows, newest first. */
export const useHistory = create<HistoryState>(() => ({
  family: null,
  tasks: [],
  total: 0,
  problem: undefined,
}));

const SHOWN = 500;

export async function loadHistory(family: string): Promise<void> {
  try {
    const { total, tasks } = await astra().call('tasks.list', { family, offset: 0, limit: SHOWN });
    useHistory.setState({ family, tasks, total, problem: undefined });
  } catch (error) {
    useHistory.setState({ family, tasks: [], total: 0, problem: problemText(error) });
  }
}
