import { create } from 'zustand';
import type { FamilyDescription } from '../../core/api/tasks.ts';
import { astra } from '../client/current.ts';
import { problemText, type ProblemText } from '../client/problemText.ts';

export type TaskTab = 'setup' | 'plan' | 'history';

interface FamilyState {
  readonly families: readonly FamilyDescription[];
  readonly selected: string | null;
  readonly search: string;
  readonly tab: TaskTab;
  readonly problem: ProblemText | undefined;
}

export const useFamilies = create<FamilyState>(() => ({
  families: [],
  selected: null,
  search: '',
  tab: 'setup',
  problem: undefined,
}));

/** Reads the families; the first one that measures something is chosen until the user does. */
export async function loadFamilies(): Promise<void> {
  try {
    const families = await astra().call('tasks.families', {});
    const { selected } = useFamilies.getState();
    const kept = families.some(({ family }) => family === selected) ? selected : null;
    const first = families.find(({ external }) => !external) ?? families[0];
    useFamilies.setState({ families, selected: kept ?? first?.family ?? null, problem: undefined });
  } catch (error) {
    useFamilies.setState({ problem: problemText(error) });
  }
}

export function selectFamily(family: string): void {
  useFamilies.setState({ selected: family, tab: 'setup' });
}

export function familyByName(name: string | null): FamilyDescription | undefined {
  return useFamilies.getState().families.find(({ family }) => family === name);
}
