import { loadSpectrum, useSpectra } from './spectrumStore.ts';
import { setRow, type SpectrumTab } from './viewerStore.ts';

export function showRow(tab: SpectrumTab, row: number | undefined): void {
  if (row === undefined) return;
  setRow(tab.id, row);
  void loadSpectrum(tab.path, row);
}

/** The neighbouring row of the file; nothing at the ends. */
export function stepRow(tab: SpectrumTab, step: 1 | -1): void {
  const rows = useSpectra.getState().rows.get(tab.path) ?? [];
  const index = rows.findIndex(({ row }) => row === tab.row);
  if (index >= 0) showRow(tab, rows[index + step]?.row);
}
