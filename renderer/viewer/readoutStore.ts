import { create } from 'zustand';

interface Readout {
  /** Å under the pointer, null outside the plot. */
  readonly hover: number | null;
  /** Å of the pinned read-out; it stays when another row or spectrum is shown. */
  readonly pinned: number | null;
}

export const useReadout = create<Readout>(() => ({ hover: null, pinned: null }));

export function setHover(hover: number | null): void {
  if (useReadout.getState().hover !== hover) useReadout.setState({ hover });
}

export function pinAt(pinned: number | null): void {
  useReadout.setState({ pinned });
}
