import { formatCount, formatFixed, formatSignificant, MISSING } from '../format/number.ts';

export interface ResultField {
  readonly name: string;
  /** What the number is, in words; empty where the family does not say. */
  readonly meaning: string;
  readonly text: string;
}

/** What the built-in families say, in words: their documentation, in short. */
const meanings: Record<string, string> = {
  snr: 'mean of flux · √ivar over all pixels, times the fudge factor',
  n_used: 'pixels with a finite value',
  snr_good: 'the same without pixels of the bad set',
  header_snr: 'what the file header says',
  rms: 'of flux / continuum − 1 over the good continuum pixels',
  rows: 'spectra of the file',
  grids: 'different wavelength grids among them',
  pixels: 'in all rows together',
  regions: 'with continuum pixels',
  fitted_regions: 'of them fitted',
  not_normalised: 'pixels without a continuum',
  bad_pixels: 'left out of the fits',
};

/** The number a result is asked for comes first, where a family is known to have one. */
const leading: readonly string[] = ['snr', 'rms'];

/** The fields of a result, the one that matters first; nested values as JSON. */
export function resultFields(result: unknown): ResultField[] {
  if (typeof result !== 'object' || result === null || Array.isArray(result)) {
    return result === undefined ? [] : [{ name: 'result', meaning: '', text: valueText(result) }];
  }
  const entries: [string, unknown][] = Object.entries(result);
  const lead = entries.findIndex(([name]) => leading.includes(name));
  const ordered = lead < 0 ? entries : [...entries.splice(lead, 1), ...entries];
  return ordered.map(([name, value]) => ({
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
