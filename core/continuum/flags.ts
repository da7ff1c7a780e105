/**
 * What a normaliser says about one pixel: a bitmask of our own (not the survey's), one byte per
 * pixel. 0 means: normalised, from good data.
 */
export const normalisationFlags = {
  /** The pixel keeps continuum 1: no fit covers it. Its flux is still in the input's unit. */
  notNormalised: 1,
  /** The pixel lies in a fit region, and the fit of that region was not possible. */
  regionNotFitted: 2,
  /** Flux or ivar is not finite, or ivar ≤ 0. */
  badInput: 4,
  /** Excluded from the fit by the caller's extra mask; the normalised values are still given. */
  masked: 8,
  /** The fitted continuum is zero or negative here: the normalised flux has no meaning. */
  continuumNotPositive: 16,
} as const;

export type NormalisationFlag = keyof typeof normalisationFlags;

/** Title of each flag for legends, headers and tables, lowest bit first. */
export const flagTitles: Readonly<Record<NormalisationFlag, string>> = {
  notNormalised: 'not normalised',
  regionNotFitted: 'fit region not fitted',
  badInput: 'bad input',
  masked: 'masked by hand',
  continuumNotPositive: 'continuum not positive',
};
