import type { LibraryEntry } from '../../core/api/library.ts';

/** What a file is that is none of the spectra known here: a word for its row, a sentence for its hint. */
export interface NotASpectrum {
  readonly word: string;
  readonly reason: string;
  /** The viewer can draw it once the user has said which of its curves is which. */
  readonly asks: boolean;
  /** What takes the place of word and reason once the user has said it; absent: they stay true. */
  readonly explained?: { readonly word: string; readonly reason: string };
}

const catalogue = (rows: string): NotASpectrum => ({
  word: 'catalogue',
  reason: `A catalogue with a row for each ${rows}, not a spectrum`,
  asks: false,
});

/** Products that no loader reads. Tasks take none of them. */
const known: Readonly<Record<string, NotASpectrum>> = {
  allStar: catalogue('star'),
  allVisit: catalogue('visit'),
  apVisitSum: catalogue('visit'),
  spAll: catalogue('spectrum'),
  lamost: {
    word: 'LAMOST',
    reason: 'A LAMOST spectrum, not an SDSS one, though both are called spec-…',
    asks: true,
  },
  spSpec: {
    word: 'before DR8',
    reason: 'An spSpec file, the format of SDSS before DR8; fetch the spec file of a newer release',
    asks: true,
  },
  echelle: {
    word: 'echelle',
    reason: 'A spectrum in several orders (echelle), not one of the SDSS products',
    asks: true,
  },
  generic: {
    word: 'unknown',
    reason: 'None of the spectra that are known here; the viewer asks which of its curves is which',
    asks: true,
    explained: {
      word: 'explained',
      reason: 'None of the spectra that are known here; shown as you said which curve is which',
    },
  },
};

/** What an entry is although no loader reads it; undefined for spectra and unread files. */
export function notASpectrum(
  { product }: Pick<LibraryEntry, 'product'>,
  isExplained = false,
): NotASpectrum | undefined {
  const found = product !== null && Object.hasOwn(known, product) ? known[product] : undefined;
  return isExplained && found?.explained !== undefined ? { ...found, ...found.explained } : found;
}

/** A task may take it: a spectrum, or a file of the mirror that was not looked into yet. */
export function maybeInput(entry: LibraryEntry): boolean {
  const { problem, product, origin } = entry;
  if (problem !== undefined || notASpectrum(entry) !== undefined) return false;
  return product !== null || origin === 'mirror';
}

/** A spectrum, else a file that may be one once it is explained, else any that can say what it is. */
export function firstToShow(added: readonly LibraryEntry[]): LibraryEntry | undefined {
  const sound = added.filter(({ problem }) => problem === undefined);
  return (
    sound.find((entry) => entry.product !== null && notASpectrum(entry) === undefined) ??
    sound.find((entry) => notASpectrum(entry)?.asks === true) ??
    sound[0]
  );
}
