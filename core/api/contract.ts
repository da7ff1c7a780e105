import { z } from 'zod';
import { libraryEntrySchema, libraryPageSchema } from './library.ts';
import { spectrumPayloadSchema, spectrumRowSchema } from './spectrum.ts';
import {
  familyDescriptionSchema,
  parameterTextsSchema,
  planSummarySchema,
  plannedTaskSchema,
  resolvedTaskSchema,
  runSummarySchema,
  runTaskSchema,
  taskDetailSchema,
} from './tasks.ts';
import { appInfoSchema, workspaceSchema } from './workspace.ts';

const page = { offset: z.int().min(0), limit: z.int().min(1).max(1000) };
const nothing = z.object({});
const taskRequest = z.object({ family: z.string(), params: parameterTextsSchema });

/**
 * The one contract between faces and engine: every method a host answers. Inputs and outputs are
 * checked on both sides; arrays travel as typed arrays.
 */
export const contract = {
  'app.info': { input: nothing, output: appInfoSchema },

  /** Choices of the interface (theme, pane sizes), kept for the user across hosts and starts. */
  'preferences.get': { input: nothing, output: z.record(z.string(), z.json()) },
  'preferences.set': {
    input: z.object({ name: z.string().max(100), value: z.json() }),
    output: nothing,
  },

  'workspace.open': { input: z.object({ path: z.string().min(1) }), output: workspaceSchema },
  'workspace.create': { input: z.object({ path: z.string().min(1) }), output: workspaceSchema },
  'workspace.openSample': { input: nothing, output: workspaceSchema },
  /** A native folder dialog where the host has one; null if cancelled or not available. */
  'workspace.choose': { input: nothing, output: z.object({ path: z.string().nullable() }) },

  'library.list': {
    input: z.object({ ...page, filter: z.string().default('') }),
    output: libraryPageSchema,
  },
  /** Adds files by path (Electron: dropped or chosen). */
  'library.add': {
    input: z.object({ paths: z.array(z.string()).min(1).max(1000) }),
    output: z.array(libraryEntrySchema),
  },
  /** Adds one file by content (web host: dropped on the page); kept in the workspace's `dropped/`. */
  'library.upload': {
    input: z.object({
      name: z.string().min(1),
      bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
    }),
    output: libraryEntrySchema,
  },

  'spectrum.rows': {
    input: z.object({ path: z.string() }),
    output: z.array(spectrumRowSchema),
  },
  'spectrum.load': {
    input: z.object({ path: z.string(), row: z.int().min(0).default(0) }),
    output: spectrumPayloadSchema,
  },

  'tasks.families': { input: nothing, output: z.array(familyDescriptionSchema) },
  'tasks.resolve': { input: taskRequest, output: resolvedTaskSchema },
  'tasks.plan': { input: taskRequest, output: planSummarySchema },
  'tasks.planPage': {
    input: z.object({ ...taskRequest.shape, ...page }),
    output: z.object({ total: z.int(), tasks: z.array(plannedTaskSchema) }),
  },
  'tasks.run': { input: taskRequest, output: runSummarySchema },
  'tasks.detail': { input: z.object({ id: z.string() }), output: taskDetailSchema },
  /** Tasks of one family known to the store, newest first. */
  'tasks.list': {
    input: z.object({ ...page, family: z.string() }),
    output: z.object({ total: z.int(), tasks: z.array(runTaskSchema) }),
  },
  /** "This change is harmless": the outputs count as up to date from now on, and that is recorded. */
  'tasks.accept': { input: z.object({ id: z.string() }), output: taskDetailSchema },

  'runs.list': { input: nothing, output: z.array(runSummarySchema) },
  'runs.tasks': {
    input: z.object({ runId: z.string(), ...page }),
    output: z.object({ total: z.int(), tasks: z.array(runTaskSchema) }),
  },
  'runs.cancel': { input: z.object({ runId: z.string() }), output: runSummarySchema },
  'runs.pause': { input: z.object({ runId: z.string() }), output: runSummarySchema },
  'runs.resume': { input: z.object({ runId: z.string() }), output: runSummarySchema },
} as const satisfies Record<string, { input: z.ZodType; output: z.ZodType }>;

export type Contract = typeof contract;
export type MethodName = keyof Contract;
/** What a caller passes (before defaults are filled in). */
export type MethodInput<M extends MethodName> = z.input<Contract[M]['input']>;
/** What a handler receives (checked, with defaults). */
export type HandlerInput<M extends MethodName> = z.output<Contract[M]['input']>;
export type MethodOutput<M extends MethodName> = z.output<Contract[M]['output']>;

export function isMethodName(name: string): name is MethodName {
  return Object.hasOwn(contract, name);
}
