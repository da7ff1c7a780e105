import type { SpectrumPayload } from '../../core/api/spectrum.ts';
import { formatFixed, MISSING } from '../format/number.ts';
import { metaUnit } from './metaUnits.ts';

/** What the file says about the spectrum: name and value, numbers with their unit. */
export function headerFacts(
  payload: SpectrumPayload,
  said: readonly [string, string][],
): [string, string][] {
  const { path, product, release, meanSnr, meta } = payload;
  return [
    ['file', path],
    ['product', [product, release].filter(Boolean).join(', ')],
    ...said,
    ['S/N of this row', formatFixed(meanSnr, 2)],
    ...Object.entries(meta).map(([name, value]): [string, string] => [name, shown(name, value)]),
  ];
}

function shown(name: string, value: string | number | boolean | null): string {
  if (value === null || value === '') return MISSING;
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (typeof value === 'string') return value;
  return Number.isFinite(value) ? `${String(value).replace('-', '−')}${metaUnit(name)}` : MISSING;
}
