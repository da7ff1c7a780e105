import * as z from 'zod';

/** An expected failure as it travels to a face; `where` says where to look, `advice` what to do. */
export const problemSchema = z.object({
  code: z.string(),
  message: z.string(),
  where: z.record(z.string(), z.union([z.string(), z.number()])),
  advice: z.string().optional(),
  transient: z.boolean(),
  stack: z.string().optional(),
});
export type ApiProblem = z.infer<typeof problemSchema>;
