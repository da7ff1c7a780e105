import type { Spectrum } from '../../spectrum/spectrum.ts';

/**
 * A warning where spectra of one file are to be stacked and some of them are combinations of the
 * others: the first rows of an apStar, the coadd of a full spec file.
 */
export function countedTwice(
  spectra: readonly Pick<Spectrum, 'row' | 'meta'>[],
): string | undefined {
  const combined = spectra.filter(({ meta }) => meta['kind'] === 'combined');
  if (combined.length === 0 || combined.length === spectra.length) return undefined;
  const rows = combined.map(({ row }) => row).join(', ');
  const [what, are] = combined.length === 1 ? ['row', 'is'] : ['rows', 'are'];
  return `${what} ${rows} ${are} combined from the other rows, which count twice in the stack; choose rows by spectrum_kwds`;
}
