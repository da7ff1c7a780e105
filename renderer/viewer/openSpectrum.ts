import { goTo } from '../frame/viewStore.ts';
import { resetView } from './plotViewStore.ts';
import { loadRows, loadSpectrum } from './spectrumStore.ts';
import { showTab, useViewer } from './viewerStore.ts';

interface OpenOptions {
  /** False: in the preview tab, which the next one replaces. */
  readonly keep: boolean;
  readonly row?: number;
  /** Stay at the wavelengths in view, to compare one spectrum after another. */
  readonly sameView?: boolean;
}

/** Shows a spectrum file in the viewer. */
export function openSpectrum(path: string, { keep, row = 0, sameView = false }: OpenOptions): void {
  const before = useViewer.getState().tabs.find((tab) => tab.path === path);
  const id = showTab(path, row, keep);
  if (before === undefined && !sameView) resetView(id);
  const shown = before?.row ?? row;
  void loadSpectrum(path, shown).then(() => loadRows(path, shown));
  goTo('viewer');
}
