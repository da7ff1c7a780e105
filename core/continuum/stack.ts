import { Problem } from '../problem/problem.ts';
import { normalisationFlags } from './flags.ts';
import type { RowNormalisation, StackedSpectrum } from './normalisation.ts';

/**
 * The ivar-weighted mean of rows of equal length: F = Σ f·ivar / Σ ivar, ivar = Σ ivar; F is NaN
 * where Σ ivar = 0. Pixels whose flux or ivar is not finite, or whose ivar ≤ 0, do not contribute.
 * Throws a `Problem` if the rows differ in length or there is none.
 */
export function stackRows(
  flux: readonly Float64Array[],
  ivar: readonly Float64Array[],
): { flux: Float64Array; ivar: Float64Array } {
  const n = flux[0]?.length;
  if (n === undefined || ivar.length !== flux.length) {
    throw new Problem(
      'continuum-shape',
      `cannot stack ${flux.length} rows of flux with ${ivar.length} of ivar`,
    );
  }
  const weightedSum = new Float64Array(n);
  const weight = new Float64Array(n);
  for (const [row, f] of flux.entries()) {
    const v = ivar[row] ?? new Float64Array(0);
    if (f.length !== n || v.length !== n) {
      throw new Problem('continuum-shape', `row ${row} has not ${n} pixels like row 0`);
    }
    for (let i = 0; i < n; i++) {
      const value = f[i] ?? NaN;
      const w = v[i] ?? NaN;
      if (value - value !== 0 || !(w > 0 && w < Infinity)) continue;
      weightedSum[i] = (weightedSum[i] ?? 0) + value * w;
      weight[i] = (weight[i] ?? 0) + w;
    }
  }
  // 0 / 0 is the NaN that the definition asks for.
  return { flux: weightedSum.map((sum, i) => sum / (weight[i] ?? NaN)), ivar: weight };
}

/** Stacks normalised rows; a pixel carries the flags of the rows that contributed to it. */
export function stackNormalised(rows: readonly RowNormalisation[]): StackedSpectrum {
  const { flux, ivar } = stackRows(
    rows.map((row) => row.normalizedFlux),
    rows.map((row) => row.normalizedIvar),
  );
  const flags = new Uint8Array(flux.length);
  for (const row of rows) {
    for (let i = 0; i < flags.length; i++) {
      const contributes = (row.normalizedIvar[i] ?? 0) > 0 || ivar[i] === 0;
      if (contributes) flags[i] = (flags[i] ?? 0) | (row.flags[i] ?? 0);
    }
  }
  for (let i = 0; i < flags.length; i++) {
    if (ivar[i] === 0) flags[i] = (flags[i] ?? 0) | normalisationFlags.badInput;
  }
  return { flux, ivar, flags };
}
