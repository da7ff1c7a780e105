import * as z from 'zod';

/** One file of the library: found in a SAS root or dropped on the window. */
export const libraryEntrySchema = z.object({
  /** Workspace-relative POSIX path where the file lies inside it, else absolute. Unique. */
  path: z.string(),
  name: z.string(),
  origin: z.enum(['mirror', 'file']),
  size: z.number(),
  /**
   * What the content is (`apVisit`, `spec`, …); `generic` if nothing is recognised, but it holds
   * curves of which the user can say which is which; null while unread, and for anything else.
   */
  product: z.string().nullable(),
  /** Why it could not be recognised or read. */
  problem: problemText().optional(),
  release: z.string().optional(),
  telescope: z.string().optional(),
  field: z.string().optional(),
  object: z.string().optional(),
  plate: z.string().optional(),
  mjd: z.string().optional(),
  fiber: z.string().optional(),
  /** Spectra in the file. */
  rows: z.int().optional(),
  /** Signal-to-noise the header states. */
  snr: z.number().optional(),
  /** The header says that the file is synthetic. */
  synthetic: z.boolean().optional(),
});
export type LibraryEntry = z.infer<typeof libraryEntrySchema>;

function problemText() {
  return z.object({ message: z.string(), advice: z.string().optional() });
}

export const libraryPageSchema = z.object({
  total: z.int(),
  entries: z.array(libraryEntrySchema),
});
export type LibraryPage = z.infer<typeof libraryPageSchema>;
