import * as z from 'zod';
import { libraryEntrySchema } from './library.ts';
import { logLineSchema, runSummarySchema } from './tasks.ts';
import { workspaceSchema } from './workspace.ts';

/**
 * Everything a host tells its faces without being asked. One stream, ordered, and small whatever
 * the size of a run: of its tasks only counts are told; faces fetch the pages that they show.
 */
export const apiEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('workspace'), workspace: workspaceSchema.nullable() }),
  z.object({ type: z.literal('library'), changed: z.array(libraryEntrySchema), total: z.int() }),
  /** At most four a second for each run. */
  z.object({ type: z.literal('run'), run: runSummarySchema }),
  /** Of a run that logs a lot only some; `tasks.detail` has all once the task has ended. */
  z.object({ type: z.literal('log'), runId: z.string(), id: z.string(), line: logLineSchema }),
]);
export type ApiEvent = z.infer<typeof apiEventSchema>;
