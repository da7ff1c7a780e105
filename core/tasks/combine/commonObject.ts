import type { Spectrum } from '../../spectrum/spectrum.ts';

interface Named {
  readonly spectrum: Pick<Spectrum, 'meta'>;
}

/** The object that all spectra name, null where none does; undefined where they differ. */
export function commonObject(rows: readonly Named[]): string | null | undefined {
  const [name = null, ...others] = new Set(rows.map(({ spectrum }) => spectrum.meta['object']));
  if (others.length > 0) return undefined;
  return typeof name === 'string' ? name : null;
}
