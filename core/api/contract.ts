import * as z from 'zod';
import { libraryEntrySchema, libraryPageSchema } from './library.ts';
import { lineMeasurementSchema } from './line.ts';
import {
  batchPreviewSchema,
  batchRequestSchema,
  matrixPageSchema,
  planFilterSchema,
  planPageSchema,
  planSummarySchema,
  taskRequestSchema,
} from './plans.ts';
import {
  curveCandidateSchema,
  curvesAnswerSchema,
  spectrumPayloadSchema,
  spectrumRowSchema,
} from './spectrum.ts';
import {
  failureGroupSchema,
  familyDescriptionSchema,
  parameterTextsSchema,
  resolvedTaskSchema,
  runSummarySchema,
  runTaskSchema,
  taskDetailSchema,
  taskStateSchema,
} from './tasks.ts';
import { maskSettingSchema } from './settings.ts';
import { appInfoSchema, workspaceSchema } from './workspace.ts';

const page = { offset: z.int().min(0), limit: z.int().min(1).max(1000) };
const nothing = z.object({});
const handle = { plan: z.string().max(100) };
const oneRun = { runId: z.string().max(100) };
const ticket = z.string().min(1).max(100);

const taskPage = z.object({ total: z.int(), tasks: z.array(runTaskSchema).max(1000) });

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
  /** With an `answer`, any file, put together as that says; without, one that a loader knows. */
  'spectrum.load': {
    input: z.object({
      path: z.string(),
      row: z.int().min(0).default(0),
      answer: curvesAnswerSchema.optional(),
    }),
    output: spectrumPayloadSchema,
  },
  /** The line in the middle of a view of a spectrum, over the straight continuum beside it. */
  'spectrum.line': {
    input: z.object({
      path: z.string(),
      row: z.int().min(0).default(0),
      answer: curvesAnswerSchema.optional(),
      from: z.number(),
      to: z.number(),
    }),
    output: lineMeasurementSchema,
  },
  /** What in a file may be a curve of a spectrum, for the user to say which is which. */
  'spectrum.candidates': {
    input: z.object({ path: z.string() }),
    output: z.array(curveCandidateSchema),
  },

  /** The masks of the surveys, and which of their bits count as bad here. */
  'settings.badBits': { input: nothing, output: z.array(maskSettingSchema) },
  /** Which bits of a mask count as bad from now on. */
  'settings.setBadBits': {
    input: z.object({ mask: z.string(), bits: z.array(z.int().min(0).max(31)).max(32) }),
    output: z.array(maskSettingSchema),
  },

  'tasks.families': { input: nothing, output: z.array(familyDescriptionSchema) },
  'tasks.resolve': {
    input: z.object({ family: z.string(), params: parameterTextsSchema }),
    output: resolvedTaskSchema,
  },
  /**
   * Plans are kept under a handle, the last few; methods that take a handle answer with the problem
   * `unknown-plan` once it is gone. A `ticket` of the caller's choice lets it cancel the planning.
   */
  'tasks.plan': {
    input: z.object({ ...taskRequestSchema.shape, ticket: ticket.optional() }),
    output: planSummarySchema,
  },
  /** Columns, first rows and first faults of a table; nothing is planned. */
  'tasks.batchPreview': { input: batchRequestSchema, output: batchPreviewSchema },
  'tasks.planBatch': {
    input: z.object({ ...batchRequestSchema.shape, ticket: ticket.optional() }),
    output: planSummarySchema,
  },
  /** Planning ends with the problem `cancelled`; false if nothing is planned under this ticket. */
  'tasks.cancelPlan': {
    input: z.object({ ticket }),
    output: z.object({ cancelled: z.boolean() }),
  },
  'tasks.planPage': {
    input: z.object({ ...handle, filter: planFilterSchema.prefault({}), ...page }),
    output: planPageSchema,
  },
  'tasks.planMatrix': {
    input: z.object({ ...handle, text: z.string().max(200).default(''), ...page }),
    output: matrixPageSchema,
  },
  /** Runs a plan; it is made anew first where something has run since. */
  'tasks.run': { input: z.object(handle), output: runSummarySchema },
  'tasks.release': { input: z.object(handle), output: nothing },
  /** Of a task that was recorded, is or was part of a run, or is in a plan that is still kept. */
  'tasks.detail': { input: z.object({ id: z.string().max(100) }), output: taskDetailSchema },
  /** Tasks of one family known to the store, newest first. */
  'tasks.list': {
    input: z.object({ ...page, family: z.string() }),
    output: taskPage,
  },
  /** "This change is harmless": the outputs count as up to date from now on, and that is recorded. */
  'tasks.accept': { input: z.object({ id: z.string() }), output: taskDetailSchema },

  /** Runs since the workspace was opened, newest first; of very many the last ones. */
  'runs.list': { input: nothing, output: z.array(runSummarySchema).max(100) },
  /** Tasks in the order of the plan; of some states only, or of one group of `runs.failures`. */
  'runs.tasks': {
    input: z.object({
      ...oneRun,
      states: z.array(taskStateSchema).min(1).max(8).optional(),
      failure: z.string().max(10_000).optional(),
      ...page,
    }),
    output: taskPage,
  },
  'runs.failures': {
    input: z.object(oneRun),
    output: z.object({ failed: z.int(), groups: z.array(failureGroupSchema).max(200) }),
  },
  /**
   * Runs failed tasks again: all, those of one group, those named, or (`changed`) those of which a
   * source file or a requirement is newer than the run. Null: there is nothing to retry.
   */
  'runs.retry': {
    input: z.object({
      ...oneRun,
      changed: z.boolean().default(false),
      failure: z.string().max(10_000).optional(),
      ids: z.array(z.string().max(100)).min(1).max(1000).optional(),
    }),
    output: z.object({ run: runSummarySchema.nullable(), tasks: z.int() }),
  },
  'runs.cancel': { input: z.object(oneRun), output: runSummarySchema },
  /** Cancels one task; what needs it is cancelled with it. */
  'runs.cancelTask': {
    input: z.object({ ...oneRun, id: z.string().max(100) }),
    output: runSummarySchema,
  },
  'runs.pause': { input: z.object(oneRun), output: runSummarySchema },
  'runs.resume': { input: z.object(oneRun), output: runSummarySchema },
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
