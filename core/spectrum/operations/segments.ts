import type { PixelRange } from '../spectrum.ts';

/** The contiguous stretches that `breaks` cut `pixels` pixels into, in order. */
export function segmentsOf(pixels: number, breaks: readonly number[]): PixelRange[] {
  const inside = breaks.filter((start) => start > 0 && start < pixels);
  const edges = [0, ...inside, pixels];
  return edges.slice(1).map((end, i) => ({ start: edges[i] ?? 0, end }));
}

/** Flux and its inverse variance, one element per pixel. */
export interface FluxAndIvar {
  readonly flux: Float64Array;
  readonly ivar: Float64Array;
}

/** True if a pixel can enter a mean: finite flux, and an ivar that is positive and finite. */
export function isUsable(flux: number | undefined, ivar: number | undefined): boolean {
  return Number.isFinite(flux) && ivar !== undefined && ivar > 0 && ivar < Infinity;
}
