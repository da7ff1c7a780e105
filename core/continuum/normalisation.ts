/** How the fit of one region ended. Anything but `fitted` keeps continuum 1 there. */
export type RegionStatus =
  'fitted' | 'no continuum pixels' | 'all ivar zero' | 'too few pixels' | 'singular';

/** The fit of one region of one row. */
export interface RegionFit {
  /** Ends of the fit region, Å, both inclusive. */
  readonly start: number;
  readonly end: number;
  /** Continuum pixels in the region. */
  readonly n: number;
  /** Those that carried weight in the (last) fit. */
  readonly used: number;
  readonly status: RegionStatus;
  /** Coefficients of the fit in the order of its basis; empty unless fitted. */
  readonly theta: Float64Array;
  /** Spline only: the interior knots that the data supported, Å. */
  readonly knots?: Float64Array;
}

/** One spectrum row, normalised. Every array has one element per pixel of the input. */
export interface RowNormalisation {
  /** In the unit of the input flux; exactly 1 where nothing was fitted. Never NaN. */
  readonly continuum: Float64Array;
  /** flux / continuum; 1 where there is no information (ivar 0) or the quotient is not finite. */
  readonly normalizedFlux: Float64Array;
  /** continuum² · ivar; 0 where the input is bad. */
  readonly normalizedIvar: Float64Array;
  /** Bits of `normalisationFlags`. */
  readonly flags: Uint8Array;
  /** In the order of the fit regions. */
  readonly regions: readonly RegionFit[];
}

/** The same result for every normaliser. */
export interface Normalisation {
  /** In the order of the input rows. */
  readonly rows: readonly RowNormalisation[];
  /** The ivar-weighted mean of the normalised rows; only where asked for. */
  readonly stacked: StackedSpectrum | undefined;
}

export interface StackedSpectrum {
  /** Σ f·ivar / Σ ivar; NaN where Σ ivar = 0. */
  readonly flux: Float64Array;
  /** Σ ivar. */
  readonly ivar: Float64Array;
  /** Bits of `normalisationFlags` of the rows that contributed (of all rows if none did). */
  readonly flags: Uint8Array;
}
