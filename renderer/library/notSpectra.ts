import type { LibraryEntry } from '../../core/api/library.ts';

/** What a file is that holds no spectrum to show: a word for its row, a sentence for its hint. */
export interface NotASpectrum {
  readonly word: string;
  readonly reason: string;
}

const catalogue = (rows: string): NotASpectrum => ({
  word: 'catalogue',
  reason: `A catalogue with a row for each ${rows}, not a spectrum`,
});

/** Products that are recognised and that the viewer does not draw. */
const known: Readonly<Record<string, NotASpectrum>> = {
  allStar: catalogue('star'),
  allVisit: catalogue('visit'),
  apVisitSum: catalogue('visit'),
  spAll: catalogue('spectrum'),
  lamost: {
    word: 'LAMOST',
    reason: 'A LAMOST spectrum, not an SDSS one, though both are called spec-…',
  },
  spSpec: {
    word: 'before DR8',
    reason: 'An spSpec file, the format of SDSS before DR8; fetch the spec file of a newer release',
  },
  echelle: {
    word: 'echelle',
    reason: 'A spectrum in several orders (echelle), not one of the SDSS products',
  },
};

/** Why an entry cannot be drawn although it was read; undefined for spectra and unread files. */
export function notASpectrum({ product }: Pick<LibraryEntry, 'product'>): NotASpectrum | undefined {
  return product !== null && Object.hasOwn(known, product) ? known[product] : undefined;
}
