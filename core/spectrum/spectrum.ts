import type { BitmaskTable } from './bitmask/bitmaskTable.ts';
import type { SpectrumProduct } from './product.ts';

/** `barycentric` includes SDSS's heliocentric spectra; `meta.frame` keeps the finer word. */
export type Frame = 'topocentric' | 'barycentric' | 'rest';
export type Medium = 'vacuum' | 'air';

/** Values are 32-bit wherever they fit; a mask with a bit above 31 keeps all 64. */
export type MaskValues = Int32Array | BigInt64Array;

/** One mask per pixel. `and_mask`: set in every exposure; `or_mask`: in any; else `bitmask`. */
export interface SpectrumMasks {
  readonly bitmask?: MaskValues;
  readonly and_mask?: MaskValues;
  readonly or_mask?: MaskValues;
}

export type MetaValue = string | number | bigint | boolean | null;
export type Meta = Readonly<Record<string, MetaValue>>;

/** Where in its file the spectrum was found, so that products keep the order of their source. */
export interface SpectrumSource {
  readonly hdu: number;
  /** Row of the image or table; pixels of a COADD-like table are its rows, so there it is 0. */
  readonly row: number;
  /** Pixels were stored with decreasing wavelength (apVisit) and are reversed here. */
  readonly reversed: boolean;
  /** Shape of the stored array, slowest axis first: [3, 4096] for an apVisit. */
  readonly shape: readonly number[];
}

/** Half-open range of pixels, [start, end). */
export interface PixelRange {
  readonly start: number;
  readonly end: number;
}

/**
 * One spectrum of one file: all arrays have one element per pixel.
 *
 * Fluxes are as stored, never rescaled. `ivar` may be 0 (no information), infinite (an error of 0:
 * a gap of an aspcapStar) or NaN; `flux` may be NaN.
 */
export interface Spectrum {
  readonly product: SpectrumProduct;
  /** Data release, where the file itself says so: `DR17`. */
  readonly release?: string;
  /** Which spectrum of the file this is, and how many there are. */
  readonly row: number;
  readonly rows: number;
  /** For people: `Visit 1 of 3, 26 May 2013`. */
  readonly label: string;
  /** Å, ascending. */
  readonly wavelength: Float64Array;
  readonly flux: Float64Array;
  readonly ivar: Float64Array;
  readonly masks: SpectrumMasks;
  /** What the bits of the masks mean; undefined if there is no mask or nobody knows. */
  readonly maskTable?: BitmaskTable;
  /** Unit of the flux as printed: `1e-17 erg/s/cm^2/Å`; `''` for a normalised spectrum. */
  readonly unit: string;
  readonly frame: Frame;
  readonly medium: Medium;
  /** Mean of flux · sqrt(ivar) over the pixels where that is finite; NaN if there are none. */
  readonly meanSnr: number;
  /** The S/N that the file states for this row; null if it states none. */
  readonly headerSnr: number | null;
  readonly meta: Meta;
  /** First pixel of each contiguous stretch after a chip edge or a gap; ascending, never 0. */
  readonly breaks: readonly number[];
  /** Ranges that hold no data: gaps and padding. */
  readonly gaps: readonly PixelRange[];
  /** The pipeline's best fit on the same pixels. */
  readonly model?: Float64Array;
  /** Subtracted sky, in the unit of the flux. */
  readonly sky?: Float64Array;
  /** Wavelength resolution (Å, σ), SDSS-V. */
  readonly wresl?: Float64Array;
  /** Continuum that the pipeline fitted. */
  readonly continuum?: Float64Array;
  readonly source: SpectrumSource;
  /** Sentences the user should see before trusting the spectrum. */
  readonly warnings: readonly string[];
}

/** What `listRows` says of each spectrum in a file without reading its pixels. */
export interface SpectrumRow {
  readonly row: number;
  readonly label: string;
  /** As the file states it. */
  readonly snr: number | null;
  /** Date of observation, ISO 8601, where known. */
  readonly date: string | null;
  readonly mjd: number | null;
  readonly hdu: number;
  readonly kind: 'combined' | 'visit' | 'exposure' | 'other';
}
