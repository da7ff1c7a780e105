import { create } from 'zustand';
import type { SpectrumPayload, SpectrumRow } from '../../core/api/spectrum.ts';
import { astra } from '../client/current.ts';
import { problemText, type ProblemText } from '../client/problemText.ts';
import { answerFor } from './curves/answerStore.ts';
import { isUnexplained } from './curves/unexplained.ts';

interface Ready {
  readonly kind: 'ready';
  readonly payload: SpectrumPayload;
  /** What no loader could make of the file, before the user said which curve is which. */
  readonly said?: ProblemText;
}

export type LoadState =
  | { readonly kind: 'loading' }
  | Ready
  | { readonly kind: 'failed'; readonly problem: ProblemText }
  /** Sound, but no loader knows it: the user is asked which curve is which. */
  | {
      readonly kind: 'unexplained';
      readonly said: ProblemText;
      /** Why it cannot be shown by the answer of before. */
      readonly problem?: ProblemText;
    };

interface SpectrumState {
  readonly loaded: ReadonlyMap<string, LoadState>;
  readonly rows: ReadonlyMap<string, readonly SpectrumRow[]>;
}

export const useSpectra = create<SpectrumState>(() => ({ loaded: new Map(), rows: new Map() }));

/** Spectra kept in memory; a row of 12k pixels takes about half a megabyte. */
const KEPT = 24;

export function spectrumKey(path: string, row: number): string {
  return `${path}#${row}`;
}

/** Reads a spectrum unless it is here or on its way; a failed one is tried again. */
export async function loadSpectrum(path: string, row: number): Promise<void> {
  const key = spectrumKey(path, row);
  const now = useSpectra.getState().loaded.get(key);
  if (now !== undefined && now.kind !== 'failed') return;
  put(key, { kind: 'loading' });
  put(key, await read(path, row));
}

/** What the user says of a file counts only where no loader knows it: the file may be another now. */
async function read(path: string, row: number): Promise<LoadState> {
  try {
    return { kind: 'ready', payload: await astra().call('spectrum.load', { path, row }) };
  } catch (error) {
    const problem = problemText(error);
    return isUnexplained(problem.code)
      ? readAsSaid(path, row, problem)
      : { kind: 'failed', problem };
  }
}

async function readAsSaid(path: string, row: number, said: ProblemText): Promise<LoadState> {
  const answer = answerFor(path);
  if (answer === undefined) return { kind: 'unexplained', said };
  try {
    const payload = await astra().call('spectrum.load', { path, row, answer });
    return { kind: 'ready', payload, said };
  } catch (error) {
    return { kind: 'unexplained', said, problem: problemText(error) };
  }
}

/** Shows what was loaded elsewhere, in place of what was known of that row. */
export function showLoaded(row: number, state: Ready): void {
  put(spectrumKey(state.payload.path, row), state);
}

/**
 * The rows of a file, for the picker, once one of its spectra is known: a file that no loader knows
 * has none, and one whose rows cannot be listed simply has none either.
 */
export async function loadRows(path: string, row: number): Promise<void> {
  if (useSpectra.getState().rows.has(path)) return;
  const state = useSpectra.getState().loaded.get(spectrumKey(path, row));
  if (state?.kind === 'loading' || state?.kind === 'unexplained') return;
  if (state?.kind === 'ready' && state.payload.product === 'generic') return;
  try {
    const rows = await astra().call('spectrum.rows', { path });
    useSpectra.setState({ rows: new Map(useSpectra.getState().rows).set(path, rows) });
  } catch {
    // The spectrum itself reports what is wrong with the file.
  }
}

/** Forgets what was read of these files: they changed on disk. */
export function forgetSpectra(paths: readonly string[]): void {
  const { loaded, rows } = useSpectra.getState();
  const gone = new Set(paths);
  useSpectra.setState({
    loaded: new Map([...loaded].filter(([key]) => !gone.has(key.slice(0, key.lastIndexOf('#'))))),
    rows: new Map([...rows].filter(([path]) => !gone.has(path))),
  });
}

/** Forgets every spectrum: something that all are read with has changed. What is shown is read again. */
export function forgetAllSpectra(): void {
  useSpectra.setState({ loaded: new Map() });
}

function put(key: string, state: LoadState): void {
  const loaded = new Map(useSpectra.getState().loaded);
  loaded.delete(key);
  loaded.set(key, state);
  for (const oldest of loaded.keys()) {
    if (loaded.size <= KEPT) break;
    loaded.delete(oldest);
  }
  useSpectra.setState({ loaded });
}
