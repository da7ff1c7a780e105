import { z } from 'zod';
import { libraryEntrySchema } from './library.ts';
import { logLineSchema, runSummarySchema, runTaskSchema } from './tasks.ts';
import { workspaceSchema } from './workspace.ts';

/** Everything a host tells its faces without being asked. One stream, ordered. */
export const apiEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('workspace'), workspace: workspaceSchema.nullable() }),
  z.object({ type: z.literal('library'), changed: z.array(libraryEntrySchema), total: z.int() }),
  /** At most four a second for each run. */
  z.object({ type: z.literal('run'), run: runSummarySchema }),
  /** A batch of tasks whose state changed. */
  z.object({ type: z.literal('tasks'), runId: z.string(), tasks: z.array(runTaskSchema) }),
  z.object({ type: z.literal('log'), runId: z.string(), id: z.string(), line: logLineSchema }),
]);
export type ApiEvent = z.infer<typeof apiEventSchema>;
