import * as z from 'zod';

/** A mask of a survey, and which of its bits count as bad in the open workspace. */
export const maskSettingSchema = z.object({
  /** `APOGEE_PIXMASK`. */
  name: z.string(),
  title: z.string(),
  bits: z.array(
    z.object({
      bit: z.int(),
      name: z.string(),
      meaning: z.string(),
      bad: z.boolean(),
      /** Bad in the survey's documentation. */
      documented: z.boolean(),
    }),
  ),
});
export type MaskSetting = z.infer<typeof maskSettingSchema>;
