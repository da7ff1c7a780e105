import * as z from 'zod';
import { problemSchema } from './problem.ts';

/** One parameter of a family, enough to build a form, a CLI flag and a batch column. */
export const parameterDescriptionSchema = z.object({
  name: z.string(),
  kind: z.enum([
    'string',
    'integer',
    'float',
    'boolean',
    'choice',
    'date',
    'list',
    'dictionary',
    'file',
    'range',
  ]),
  help: z.string(),
  unit: z.string().optional(),
  /** Canonical text of the default; absent: the user must give a value (unless `optional`). */
  default: z.string().optional(),
  optional: z.boolean(),
  min: z.string().optional(),
  max: z.string().optional(),
  choices: z.array(z.string()).optional(),
  /** False: never changes the result (shown in a folded group of that name). */
  significant: z.boolean(),
  batchable: z.boolean(),
  hidden: z.boolean(),
  /** Other spellings that are accepted (`fibre` for `fiber`). */
  aliases: z.array(z.string()),
});
export type ParameterDescription = z.infer<typeof parameterDescriptionSchema>;

export const familyDescriptionSchema = z.object({
  family: z.string(),
  version: z.string(),
  summary: z.string(),
  /** Heading in the task browser. */
  group: z.enum(['Normalise', 'Measure', 'Combine', 'Tidy', 'Files', 'Yours']),
  /** True for files that the app did not make. */
  external: z.boolean(),
  parameters: z.array(parameterDescriptionSchema),
  outputs: z.array(z.object({ name: z.string(), kind: z.string(), help: z.string() })),
  /** What the fields of a result mean, in the order in which the family names them. */
  results: z.array(
    z.object({ name: z.string(), help: z.string(), unit: z.string().exactOptional() }),
  ),
  /** Complete results recorded so far. */
  complete: z.int(),
});
export type FamilyDescription = z.infer<typeof familyDescriptionSchema>;

/** Parameter values as typed: the text a command line or a CSV cell would hold. */
export const parameterTextsSchema = z
  .record(z.string().max(100), z.string().max(100_000))
  .refine((texts) => Object.keys(texts).length <= 500, 'there are too many parameters');
export type ParameterTexts = z.infer<typeof parameterTextsSchema>;

export const taskStateSchema = z.enum([
  'ran',
  'reused',
  'waiting',
  'blocked',
  'failed',
  'cancelled',
  'queued',
  'running',
]);
export type TaskState = z.infer<typeof taskStateSchema>;

export const parameterErrorSchema = z.object({
  parameter: z.string(),
  message: z.string(),
  /** The allowed values or range, in words. */
  allowed: z.string().optional(),
});

/** What a form shows while typing: the task these parameters make, or what is wrong with them. */
export const resolvedTaskSchema = z.object({
  id: z.string().nullable(),
  errors: z.array(parameterErrorSchema),
  /** What was understood differently from how it was written (`fibre` read as `fiber`). */
  notes: z.array(z.string()),
  location: z.object({
    state: z.enum(['new', 'complete', 'stale', 'waiting', 'unknown']),
    /** "Writes to a new location, nothing is replaced" and the like. */
    text: z.string(),
    /** Workspace-relative folder of the outputs. */
    path: z.string().optional(),
  }),
  /** The same task as a command to type. */
  command: z.string(),
});
export type ResolvedTask = z.infer<typeof resolvedTaskSchema>;

export const runTaskSchema = z.object({
  id: z.string(),
  family: z.string(),
  subject: z.string(),
  state: taskStateSchema,
  why: z.string(),
  /** 0–1 where the task reports it. */
  progress: z.number().optional(),
  outputs: z.array(z.string()),
  result: z.unknown().optional(),
  seconds: z.number().nullable(),
  problem: problemSchema.optional(),
  /** Asked for by the user, not only required by something. */
  requested: z.boolean().optional(),
});
export type RunTask = z.infer<typeof runTaskSchema>;

export const runSummarySchema = z.object({
  runId: z.string(),
  /** `EstimateSnr` and the like: what was asked for; `EstimateSnr + Sinusoidal` where that is several. */
  family: z.string(),
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
  state: z.enum(['planning', 'running', 'paused', 'done', 'failed', 'cancelled']),
  planned: z.int(),
  counts: z.record(taskStateSchema, z.int()),
  /** Seconds left; null in the first 10 s or when unknown. */
  etaSeconds: z.number().nullable(),
  /** Tasks per second so far. */
  rate: z.number().nullable(),
});
export type RunSummary = z.infer<typeof runSummarySchema>;

/** Tasks of a run that failed in the same way. */
export const failureGroupSchema = z.object({
  /** Names the group in `runs.tasks` and `runs.retry`. */
  key: z.string(),
  family: z.string(),
  code: z.string(),
  message: z.string(),
  advice: z.string().optional(),
  transient: z.boolean(),
  tasks: z.int(),
});
export type FailureGroup = z.infer<typeof failureGroupSchema>;

export const logLineSchema = z.object({
  at: z.string(),
  level: z.enum(['info', 'warning', 'error']),
  text: z.string(),
});

/** All that is known of one task: state, reason, parameters, inputs, outputs, result, log. */
export const taskDetailSchema = z.object({
  id: z.string(),
  family: z.string(),
  version: z.string(),
  subject: z.string(),
  state: z.enum(['complete', 'stale', 'never', 'waiting', 'failed', 'cleaned', 'superseded']),
  why: z.string(),
  parameters: z.array(z.object({ name: z.string(), value: z.string(), significant: z.boolean() })),
  inputs: z.array(
    z.object({ name: z.string(), path: z.string(), size: z.number(), state: z.string() }),
  ),
  outputs: z.array(
    z.object({ name: z.string(), path: z.string(), size: z.number(), state: z.string() }),
  ),
  result: z.unknown().optional(),
  finishedAt: z.string().nullable(),
  seconds: z.number().nullable(),
  problem: problemSchema.optional(),
  log: z.array(logLineSchema),
});
export type TaskDetail = z.infer<typeof taskDetailSchema>;
