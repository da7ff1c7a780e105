import type { CardInput } from '../../core/fits/write/formatCard.ts';

/** Cards of every sample file: nobody shall take it for an observation. */
export const syntheticCards: readonly CardInput[] = [
  { keyword: 'SYNTHET', value: true, comment: 'synthetic: no telescope saw this' },
  { keyword: 'COMMENT', value: 'SYNTHETIC SPECTRUM. Object, place and data are invented.' },
  { keyword: 'COMMENT', value: 'Made by scripts/samples/generate.ts of Astra Desktop, to the' },
  { keyword: 'COMMENT', value: 'structure that the SDSS data model documents.' },
];
