import { useEffect, useMemo, useRef } from 'react';
import type { SpectrumPayload } from '../../core/api/spectrum.ts';
import { prepareSpectrum, type PreparedSpectrum } from '../plot/plotModel.ts';
import { enabledBits, usePlotOptions } from './plotOptionsStore.ts';
import {
  loadRows,
  loadSpectrum,
  spectrumKey,
  useSpectra,
  type LoadState,
} from './spectrumStore.ts';
import { useViewer, type SpectrumTab } from './viewerStore.ts';

export interface ActiveSpectrum {
  readonly tab: SpectrumTab;
  readonly state: LoadState;
  /** The spectrum of the tab; while it loads, the one that was shown before. */
  readonly payload: SpectrumPayload | undefined;
}

/** What the active tab shows; undefined without tabs. */
export function useActiveSpectrum(): ActiveSpectrum | undefined {
  const tab = useViewer((state) => state.tabs.find(({ id }) => id === state.active));
  const key = tab === undefined ? '' : spectrumKey(tab.path, tab.row);
  const state = useSpectra(({ loaded }) => loaded.get(key));
  const shown = useShownPayload(state);
  const missing = tab !== undefined && state === undefined;
  useEffect(() => {
    // Forgotten because the file changed, or because many others were read since.
    if (missing) void loadSpectrum(tab.path, tab.row).then(() => loadRows(tab.path, tab.row));
  }, [missing, tab]);
  if (tab === undefined) return undefined;
  return { tab, state: state ?? { kind: 'loading' }, payload: shown };
}

/** Keeps the old view while the next spectrum is on its way: nothing flashes. */
function useShownPayload(state: LoadState | undefined): SpectrumPayload | undefined {
  const last = useRef<SpectrumPayload | undefined>(undefined);
  // A cache of the last good value, read and written in one place; it never triggers a render.
  /* eslint-disable react-hooks/refs */
  if (state?.kind === 'ready') last.current = state.payload;
  if (state?.kind === 'failed' || state?.kind === 'unexplained') last.current = undefined;
  return last.current;
  /* eslint-enable react-hooks/refs */
}

/** The spectrum with everything the plot works out once; undefined while there is none. */
export function usePrepared(payload: SpectrumPayload | undefined): PreparedSpectrum | undefined {
  const bits = usePlotOptions((options) => options.bits);
  const smoothing = usePlotOptions((options) => options.smoothing);
  return useMemo(
    () =>
      payload === undefined
        ? undefined
        : prepareSpectrum(payload, enabledBits(payload.masks, bits), smoothing),
    [payload, bits, smoothing],
  );
}
