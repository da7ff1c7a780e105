/** U+2212: as wide as a plus, so that columns of numbers stay aligned. */
const MINUS = '−';

/** Shown where there is no value. */
export const MISSING = '—';

/** A fixed number of decimals, with a true minus; `—` for what is not a number, `∞` beyond. */
export function formatFixed(value: number | null | undefined, decimals: number): string {
  if (value === null || value === undefined || Number.isNaN(value)) return MISSING;
  if (!Number.isFinite(value)) return value > 0 ? '∞' : `${MINUS}∞`;
  const text = value.toFixed(decimals);
  return Number(text) === 0 ? text.replace('-', '') : text.replace('-', MINUS);
}

/** Significant digits; powers of ten only where the plain number would be unreadable. */
export function formatSignificant(value: number | null | undefined, digits = 5): string {
  if (value === null || value === undefined || !Number.isFinite(value))
    return formatFixed(value, 0);
  if (value === 0) return '0';
  const exponent = Math.floor(Math.log10(Math.abs(value)));
  if (exponent >= 7 || exponent < -4) {
    return value
      .toExponential(digits - 1)
      .replace('e+', 'e')
      .replaceAll('-', MINUS);
  }
  return formatFixed(value, Math.max(0, digits - 1 - exponent));
}

/** Decimals that a measurement with this error deserves: two significant digits of the error. */
export function decimalsForError(value: number, sigma: number): number {
  const scale = Number.isFinite(sigma) && sigma > 0 ? sigma : Math.abs(value) * 1e-4;
  if (!(scale > 0)) return 2;
  return Math.min(8, Math.max(0, 1 - Math.floor(Math.log10(scale))));
}

/** 12,288: whole numbers with separators. */
export function formatCount(value: number): string {
  return counts.format(value).replace('-', MINUS);
}

/** Made once: a formatter costs more to make than a thousand numbers to write. */
const counts = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** `1 file`, `2 files`. */
export function plural(count: number, singular: string, several = `${singular}s`): string {
  return `${formatCount(count)} ${count === 1 ? singular : several}`;
}

const byteUnits = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** Decimal units, two digits below ten: 980 B, 2.1 MB, 34 GB. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit: string = byteUnits[0];
  for (const next of byteUnits.slice(1)) {
    if (value < 999.5) break;
    value /= 1000;
    unit = next;
  }
  return `${value < 9.95 && unit !== 'B' ? value.toFixed(1) : Math.round(value)} ${unit}`;
}
