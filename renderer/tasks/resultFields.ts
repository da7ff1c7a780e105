import { formatCount, formatFixed, formatSignificant, MISSING } from '../format/number.ts';

export interface ResultField {
  readonly name: string;
  /** What the number is, in words; empty where the family does not say. */
  readonly meaning: string;
  readonly text: string;
}

/** The named fields of `EstimateSnr` (science reference, section 1). */
const meanings: Record<string, string> = {
  snr: 'mean of flux · √ivar over all pixels, times the fudge factor',
  n_used: 'pixels with a finite value',
  snr_good: 'the same without pixels of the bad set',
  header_snr: 'what the file header says',
};

/** The fields of a result in their order; nested values as JSON. */
export function resultFields(result: unknown): ResultField[] {
  if (typeof result !== 'object' || result === null || Array.isArray(result)) {
    return result === undefined ? [] : [{ name: 'result', meaning: '', text: valueText(result) }];
  }
  return Object.entries(result).map(([name, value]: [string, unknown]) => ({
    name,
    meaning: meanings[name] ?? '',
    text: valueText(value),
  }));
}

function valueText(value: unknown): string {
  switch (typeof value) {
    case 'number':
      if (Number.isInteger(value)) return formatCount(value);
      return Math.abs(value) >= 1 && Math.abs(value) < 1e6
        ? formatFixed(value, 3)
        : formatSignificant(value, 5);
    case 'string':
      return value;
    case 'boolean':
      return value ? 'yes' : 'no';
    default:
      return value === null || value === undefined ? MISSING : JSON.stringify(value);
  }
}
