import * as z from 'zod';

const float64 = z.custom<Float64Array>((value) => value instanceof Float64Array);
const int32 = z.custom<Int32Array>((value) => value instanceof Int32Array);

/** What one bit of a mask means. */
export const maskBitSchema = z.object({
  bit: z.int(),
  name: z.string(),
  meaning: z.string(),
  /** In the set that counts as bad (a setting; this is the one in force). */
  bad: z.boolean(),
});
export type MaskBit = z.infer<typeof maskBitSchema>;

/** One mask of a spectrum; values fit 32 bits in every product that the viewer shows. */
export const maskSchema = z.object({
  name: z.enum(['bitmask', 'and_mask', 'or_mask']),
  title: z.string(),
  values: int32,
  bits: z.array(maskBitSchema),
});
export type Mask = z.infer<typeof maskSchema>;

export const metaValueSchema = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** One spectrum as drawn: every array has one element per pixel, wavelength ascending (Å). */
export const spectrumPayloadSchema = z.object({
  path: z.string(),
  product: z.string(),
  release: z.string().optional(),
  row: z.int(),
  rows: z.int(),
  label: z.string(),
  wavelength: float64,
  flux: float64,
  ivar: float64,
  /** Model of the pipeline on the same pixels, where the product has one. */
  model: float64.optional(),
  masks: z.array(maskSchema),
  /** First pixel of each contiguous stretch after a gap (chips), ascending; never contains 0. */
  breaks: z.array(z.int()),
  unit: z.string(),
  frame: z.enum(['topocentric', 'barycentric', 'rest']),
  medium: z.enum(['vacuum', 'air']),
  meanSnr: z.number().nullable(),
  /** Nothing says how large the errors are: every ivar is 1, and S/N means nothing. */
  noErrors: z.literal(true).optional(),
  object: z.string().optional(),
  meta: z.record(z.string(), metaValueSchema),
  /** Sentences the user should see before trusting the spectrum (flags, odd cards). */
  warnings: z.array(z.string()),
});
export type SpectrumPayload = z.infer<typeof spectrumPayloadSchema>;

export const spectrumRowSchema = z.object({
  row: z.int(),
  label: z.string(),
  snr: z.number().nullable(),
});
export type SpectrumRow = z.infer<typeof spectrumRowSchema>;

const hdu = z.int().min(0);
const row = z.int().min(0);

/** Where the values of one curve lie in a file that no loader knows; see `core/spectrum`. */
export const curvePlaceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('image'), hdu, row }),
  z.object({
    kind: z.literal('column'),
    hdu,
    column: z.string().min(1).max(200),
    row: row.exactOptional(),
  }),
  /** CRVAL1 and CDELT1 of that HDU: wavelengths only. */
  z.object({ kind: z.literal('grid'), hdu }),
]);
export type CurvePlace = z.infer<typeof curvePlaceSchema>;

export const wavelengthUnits = ['Å', 'nm', 'µm', 'log10(Å)'] as const;
export const wavelengthUnitSchema = z.enum(wavelengthUnits);
export type WavelengthUnit = z.infer<typeof wavelengthUnitSchema>;

/** Something in a file that may be one of the curves of a spectrum. */
export const curveCandidateSchema = z.object({
  place: curvePlaceSchema,
  label: z.string(),
  pixels: z.int(),
  /** Rows at this place, where there are many: any may be taken, the place names the first. */
  rows: z.int().optional(),
  unit: z.string().optional(),
  /** What its values would be in as wavelengths, where the file tells. */
  wavelengthUnit: wavelengthUnitSchema.optional(),
  /** In air or vacuum, where the file tells. */
  medium: z.enum(['vacuum', 'air']).optional(),
  frame: z.enum(['topocentric', 'barycentric', 'rest']).optional(),
  /** What its name suggests. */
  guess: z.enum(['wavelength', 'flux', 'error', 'ivar']).optional(),
});
export type CurveCandidate = z.infer<typeof curveCandidateSchema>;

/** What the user said about a file that no loader knows: which curve is which. */
export const curvesAnswerSchema = z.object({
  wavelength: curvePlaceSchema,
  wavelengthUnit: wavelengthUnitSchema,
  flux: curvePlaceSchema,
  /** Left out: it has no errors. */
  noise: z.object({ kind: z.enum(['error', 'ivar']), place: curvePlaceSchema }).exactOptional(),
  /** Of the flux, for the axis; empty: not known. */
  unit: z.string().max(200),
  frame: spectrumPayloadSchema.shape.frame,
  medium: spectrumPayloadSchema.shape.medium,
});
export type CurvesAnswer = z.infer<typeof curvesAnswerSchema>;
