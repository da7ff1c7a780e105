import * as z from 'zod';

export const workspaceSchema = z.object({
  /** Absolute path; shown, never part of any output. */
  path: z.string(),
  name: z.string(),
  /** True for the bundled synthetic sample. */
  sample: z.boolean(),
  /** Why nothing can be written (another process holds it, read-only folder), else absent. */
  readOnly: z.string().optional(),
});
export type Workspace = z.infer<typeof workspaceSchema>;

export const appInfoSchema = z.object({
  version: z.string(),
  host: z.enum(['electron', 'web']),
  platform: z.string(),
  workspace: workspaceSchema.nullable(),
  /** Worker threads of the local pool. */
  workers: z.int(),
  recent: z.array(
    z.object({ path: z.string(), name: z.string(), openedAt: z.string(), missing: z.boolean() }),
  ),
});
export type AppInfo = z.infer<typeof appInfoSchema>;
