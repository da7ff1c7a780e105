import { badValue, isWildcard, valueText, type ParamValue } from './paramValue.ts';
import { safeText } from './safeText.ts';

/** How a template writes a value: the format specifications that SDSS templates use. */
export type Format =
  | { readonly kind: 'plain' }
  /** `0>4`: filled with zeros on the left to a width, never cut. */
  | { readonly kind: 'pad'; readonly width: number }
  /** `.2`, `0.3`: the first characters. */
  | { readonly kind: 'cut'; readonly length: number }
  /** `d`, `0>2d`: a whole number, filled with zeros to a width. */
  | { readonly kind: 'whole'; readonly width: number };

/** `undefined` for a specification that no SDSS template uses. */
export function parseFormat(specification: string): Format | undefined {
  if (specification === '') return { kind: 'plain' };
  const pad = /^0>(\d+)(d?)$/.exec(specification);
  if (pad) return { kind: pad[2] === 'd' ? 'whole' : 'pad', width: Number(pad[1]) };
  if (specification === 'd') return { kind: 'whole', width: 0 };
  const cut = /^0?\.(\d+)$/.exec(specification);
  return cut ? { kind: 'cut', length: Number(cut[1]) } : undefined;
}

/**
 * The value as it stands in the path, checked to be harmless. A wildcard stays as it is: padded or
 * cut it would match nothing. Throws `bad-value`.
 */
export function formatValue(key: string, value: ParamValue, format: Format): string {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw badValue(key, value, 'a finite number is needed');
  }
  if (format.kind !== 'plain' && isWildcard(value)) return safeText(key, valueText(value));
  switch (format.kind) {
    case 'plain':
      return typeof value === 'string' ? safeText(key, value) : valueText(value);
    case 'pad':
      if (typeof value === 'string') return padded(safeText(key, value), format.width);
      if (value === null) throw badValue(key, value, 'a value is needed');
      if (typeof value === 'boolean') return padded(value ? '1' : '0', format.width);
      return padded(valueText(value), format.width);
    case 'cut':
      if (typeof value === 'string') return firstCharacters(safeText(key, value), format.length);
      if (typeof value === 'number' && !Number.isInteger(value)) {
        return significantDigits(value, format.length);
      }
      throw badValue(key, value, 'text is needed');
    case 'whole':
      if (typeof value === 'boolean') return padded(value ? '1' : '0', format.width);
      if (typeof value === 'bigint' || (typeof value === 'number' && Number.isInteger(value))) {
        return padded(valueText(value), format.width);
      }
      throw badValue(key, value, 'a whole number, not text, is needed');
  }
}

function padded(text: string, width: number): string {
  return text.padStart(width, '0');
}

function firstCharacters(text: string, length: number): string {
  if (text.length <= length) return text;
  return Array.from(text).slice(0, length).join('');
}

/** A float under `.4` in Python: that many significant digits, a digit after the point or `e`. */
function significantDigits(value: number, digits: number): string {
  const [mantissa = '', exponent = '0'] = value.toExponential(digits - 1).split('e');
  const power = Number(exponent);
  if (power >= -4 && power < digits - 1) {
    const text = Number(value.toPrecision(digits)).toFixed(Math.max(0, digits - 1 - power));
    return text.replace(/(\.\d+?)0*$/, '$1');
  }
  const sign = power < 0 ? '-' : '+';
  const magnitude = Math.abs(power).toString().padStart(2, '0');
  return `${mantissa.replace(/\.?0*$/, '')}e${sign}${magnitude}`;
}
