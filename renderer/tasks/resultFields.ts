import type { FamilyDescription } from '../../core/api/tasks.ts';
import { formatCount, formatFixed, formatSignificant, MISSING } from '../format/number.ts';

export interface ResultField {
  readonly name: string;
  /** What the number is, in words of its family; empty where that does not say. */
  readonly meaning: string;
  readonly text: string;
  /** Empty: none. */
  readonly unit: string;
}

/** The number a result is asked for comes first, where a family is known to have one. */
const leading: readonly string[] = ['snr', 'rms'];

/** The fields of a result, the one that matters first; nested values as JSON. */
export function resultFields(
  result: unknown,
  described: FamilyDescription['results'] = [],
): ResultField[] {
  if (typeof result !== 'object' || result === null || Array.isArray(result)) {
    return result === undefined
      ? []
      : [{ name: 'result', meaning: '', text: valueText(result), unit: '' }];
  }
  const entries: [string, unknown][] = Object.entries(result);
  const lead = entries.findIndex(([name]) => leading.includes(name));
  const ordered = lead < 0 ? entries : [...entries.splice(lead, 1), ...entries];
  return ordered.map(([name, value]) => {
    const about = described.find((field) => field.name === name);
    return {
      name,
      meaning: typeset(about?.help ?? ''),
      text: valueText(value),
      unit: value === null ? '' : (about?.unit ?? ''),
    };
  });
}

/** Families write for ASCII table heads. */
function typeset(help: string): string {
  return help.replaceAll('sqrt(ivar)', '√ivar').replaceAll(' * ', ' · ');
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
