import type { Spectrum } from '../../spectrum/spectrum.ts';

interface Named {
  readonly spectrum: Pick<Spectrum, 'meta'>;
}

/** The object that the spectra name, null where none does; undefined where they name several. */
export function commonObject(rows: readonly Named[]): string | null | undefined {
  const named = rows.map(({ spectrum }) => spectrum.meta['object']);
  const names = new Set(named.filter((name) => typeof name === 'string'));
  if (names.size > 1) return undefined;
  const [name = null] = names;
  return name;
}
