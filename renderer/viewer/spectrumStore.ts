import { create } from 'zustand';
import type { SpectrumPayload, SpectrumRow } from '../../core/api/spectrum.ts';
import { astra } from '../client/current.ts';
import { problemText, type ProblemText } from '../client/problemText.ts';

export type LoadState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready'; readonly payload: SpectrumPayload }
  | { readonly kind: 'failed'; readonly problem: ProblemText };

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
  try {
    put(key, { kind: 'ready', payload: await astra().call('spectrum.load', { path, row }) });
  } catch (error) {
    put(key, { kind: 'failed', problem: problemText(error) });
  }
}

/** The rows of a file, for the picker; a file whose rows cannot be listed simply has none. */
export async function loadRows(path: string): Promise<void> {
  if (useSpectra.getState().rows.has(path)) return;
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
