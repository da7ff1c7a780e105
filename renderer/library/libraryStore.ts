import { create } from 'zustand';
import type { LibraryEntry } from '../../core/api/library.ts';
import { astra } from '../client/current.ts';
import { problemText, type ProblemText } from '../client/problemText.ts';

interface LibraryState {
  readonly entries: readonly LibraryEntry[];
  readonly total: number;
  readonly loading: boolean;
  readonly problem: ProblemText | undefined;
  readonly filter: string;
  /** Groups the user opened or closed; the others follow the default. */
  readonly toggled: Readonly<Record<string, boolean>>;
}

export const useLibrary = create<LibraryState>(() => ({
  entries: [],
  total: 0,
  loading: false,
  problem: undefined,
  filter: '',
  toggled: {},
}));

const PAGE = 1000;
let generation = 0;

/** Reads the whole list page by page; a later call makes an earlier one give up. */
export async function loadLibrary(): Promise<void> {
  generation += 1;
  const mine = generation;
  useLibrary.setState({ loading: true, problem: undefined });
  const entries: LibraryEntry[] = [];
  try {
    for (;;) {
      const page = await astra().call('library.list', { offset: entries.length, limit: PAGE });
      if (mine !== generation) return;
      entries.push(...page.entries);
      useLibrary.setState({ entries: [...entries], total: page.total });
      if (page.entries.length === 0 || entries.length >= page.total) break;
    }
    useLibrary.setState({ loading: false });
  } catch (error) {
    if (mine === generation) useLibrary.setState({ loading: false, problem: problemText(error) });
  }
}

/** A `library` event: entries that are new or changed. A gap means that some were missed. */
export function mergeEntries(changed: readonly LibraryEntry[], total: number): void {
  const byPath = new Map(useLibrary.getState().entries.map((entry) => [entry.path, entry]));
  for (const entry of changed) byPath.set(entry.path, entry);
  if (byPath.size !== total) {
    void loadLibrary();
    return;
  }
  useLibrary.setState({ entries: [...byPath.values()], total });
}

export function clearLibrary(): void {
  generation += 1;
  useLibrary.setState({ entries: [], total: 0, loading: false, problem: undefined, toggled: {} });
}

export function setFilter(filter: string): void {
  useLibrary.setState({ filter });
}

export function toggleGroup(id: string, open: boolean): void {
  useLibrary.setState({ toggled: { ...useLibrary.getState().toggled, [id]: open } });
}
