import { normalisationFlags } from '../../continuum/flags.ts';
import { pixelsWith } from '../../continuum/tallyFlags.ts';
import type { JsonValue } from '../../task/output.ts';
import type { NormalisedGroup, NormalisedRow } from './normaliseGroup.ts';

/**
 * The result that stands for the task in tables: `{product, object, rows, grids, pixels, regions,
 * fitted_regions, not_normalised, bad_pixels, rms, status}`. `pixels` counts all rows together;
 * `regions` those that had continuum pixels; `rms` is of flux/continuum − 1 over the good continuum
 * pixels of all fitted regions, each region counting by its pixels; null if nothing was fitted.
 */
export function normalisedSummary(groups: readonly NormalisedGroup[]): JsonValue {
  const rows = groups.flatMap((group) => group.rows);
  const regions = rows
    .flatMap((row) => row.regions)
    .filter(({ fit }) => fit.status !== 'no continuum pixels');
  const fitted = regions.filter(({ fit, rms }) => fit.status === 'fitted' && Number.isFinite(rms));
  const weight = fitted.reduce((sum, { fit }) => sum + fit.used, 0);
  const square = fitted.reduce((sum, { fit, rms }) => sum + fit.used * rms ** 2, 0);
  const failed = regions.filter(({ fit }) => fit.status !== 'fitted').length;
  const first = rows[0]?.spectrum;
  const object = first?.meta['object'];
  return {
    product: first?.product ?? null,
    object: typeof object === 'string' ? object : null,
    rows: rows.length,
    grids: groups.length,
    pixels: rows.reduce((sum, { spectrum }) => sum + spectrum.flux.length, 0),
    regions: regions.length,
    fitted_regions: regions.length - failed,
    not_normalised: count(rows, normalisationFlags.notNormalised),
    bad_pixels: count(rows, normalisationFlags.badInput),
    rms: weight > 0 ? Math.sqrt(square / weight) : null,
    status: statusOf(regions.length, failed),
  };
}

function statusOf(regions: number, failed: number): string {
  if (regions === 0) return 'no continuum pixels';
  if (failed === regions) return 'not fitted';
  return failed > 0 ? 'partly fitted' : 'fitted';
}

function count(rows: readonly NormalisedRow[], bit: number): number {
  return rows.reduce((total, { flagged }) => total + pixelsWith(flagged, bit), 0);
}
