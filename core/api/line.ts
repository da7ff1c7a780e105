import * as z from 'zod';

/** A number with its standard error; null where there is no finite one. */
const measured = z.object({ value: z.number(), error: z.number().nullable() });

const range = z.object({ from: z.number(), to: z.number() });

/** One line of a spectrum over a straight continuum; wavelengths in Å, as the spectrum has them. */
export const lineMeasurementSchema = z.object({
  window: range,
  /** Where the continuum was fitted, on both sides of the window. */
  bands: z.tuple([range, range]),
  /** Å; positive in absorption. */
  equivalentWidth: measured.nullable(),
  /** Unit of the flux · Å; positive in emission. */
  flux: measured.nullable(),
  centroid: measured.nullable(),
  fwhm: measured.nullable(),
  /** At the middle of the window. */
  continuum: measured.nullable(),
  /** Good pixels in the window, and those that were left out. */
  pixels: z.int(),
  skipped: z.int(),
  /** Share of the window that the good pixels cover. */
  coverage: z.number(),
});
export type LineMeasurement = z.infer<typeof lineMeasurementSchema>;
