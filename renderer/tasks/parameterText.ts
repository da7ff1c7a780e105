import type { ParameterDescription } from '../../core/api/tasks.ts';

/** True if a text was given that is not the default. */
export function isModified(parameter: ParameterDescription, text: string | undefined): boolean {
  return text !== undefined && text !== (parameter.default ?? '');
}

/** `1 to 12`, `at least 1`, `Å`: what stands inside the field on the right. */
export function fieldHint({ unit, min, max }: ParameterDescription): string {
  const bounds =
    min !== undefined && max !== undefined
      ? `${grouped(min)} to ${grouped(max)}`
      : min !== undefined
        ? `≥ ${grouped(min)}`
        : max !== undefined
          ? `≤ ${grouped(max)}`
          : '';
  return [bounds, unit].filter((part) => part !== undefined && part !== '').join(' ');
}

/** 1000000 as 1,000,000; anything but a plain whole number as it is. */
function grouped(bound: string): string {
  return /^\d{5,}$/.test(bound) ? bound.replace(/\B(?=(\d{3})+$)/g, ',') : bound;
}

/** The help line: what it is, and the default where one is changed. */
export function helpLine(parameter: ParameterDescription, text: string | undefined): string {
  const parts = [parameter.help.replace(/\.$/, '')];
  if (isModified(parameter, text) && parameter.default !== undefined) {
    parts.push(`Default ${parameter.default === '' ? 'none' : parameter.default}`);
  }
  if (parameter.aliases.length > 0) parts.push(`Also ${parameter.aliases.join(', ')}`);
  return parts
    .filter((part) => part !== '')

    .map((part) => (/[.…]$/.test(part) ? part : `${part}.`))
    .join(' ');
}
