import type { KeyDescription, SpeciesDescription } from '../../../core/sdss/describeSpecies.ts';
import { alignColumns } from '../terminal.ts';

/** One species as a manual shows it: what it is, where it lies, and a line for each key. */
export function speciesText(described: SpeciesDescription): string {
  const { release, species, description, template, resolvable, keys } = described;
  const rows = keys.map((key) => [`  ${key.key}`, written(key), versions(key), key.meaning ?? '']);
  return [
    `${species} (${release})${description === undefined ? '' : `: ${description}`}\n`,
    `  ${template}\n`,
    resolvable ? '' : `  ${release} does not say where this is: no path can be given\n`,
    rows.length === 0 ? '  no keys\n' : alignColumns(rows),
  ].join('');
}

function written({ required, written: format }: KeyDescription): string {
  return [required ? '' : 'optional', format ?? ''].filter((text) => text !== '').join(', ');
}

function versions({ default: only, choices }: KeyDescription): string {
  const all = choices === undefined ? '' : `of ${choices.join(', ')}`;
  return only === undefined ? all : `default ${only}${all === '' ? '' : ` (${all})`}`;
}
