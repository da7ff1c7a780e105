import * as z from 'zod';
import { parameterTextsSchema } from './tasks.ts';

/** Parameters whose every value is combined with every row. */
export const sweepsSchema = z
  .array(
    z.object({
      name: z.string().min(1).max(100),
      values: z.array(z.string().min(1).max(1000)).min(1).max(200),
    }),
  )
  .max(8);

/** One task of a form, or a sweep of it. */
export const taskRequestSchema = z.object({
  family: z.string().max(200),
  params: parameterTextsSchema,
  sweeps: sweepsSchema.default([]),
});

/**
 * A table of parameters, a task for each row: by content (pasted or dropped), or by path: one
 * inside the workspace, or any where the host sees the user's disk (Electron).
 */
export const batchTableSchema = z.union([
  z.object({
    /** Named in messages; its ending tells the form, else the first characters do. */
    name: z.string().min(1).max(300),
    bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
  }),
  z.object({ path: z.string().min(1).max(4096) }),
]);
export type BatchTable = z.infer<typeof batchTableSchema>;

export const batchRequestSchema = z.object({
  family: z.string().max(200),
  /** Texts for all rows; the cell of a row wins where it is not empty. */
  params: parameterTextsSchema,
  sweeps: sweepsSchema.default([]),
  table: batchTableSchema,
});

export const rowFaultSchema = z.object({
  /** Of the table, from 1; 0: it concerns every row. */
  line: z.int(),
  /** Empty where it is about the row as a whole. */
  parameter: z.string(),
  message: z.string(),
  allowed: z.string().optional(),
});
export type RowFault = z.infer<typeof rowFaultSchema>;

/** What a table looks like before it is planned: its columns, first rows and first faults. */
export const batchPreviewSchema = z.object({
  columns: z
    .array(
      z.object({
        name: z.string(),
        /** The parameter that the column is for; null: the family has none of that name. */
        parameter: z.string().nullable(),
      }),
    )
    .max(1000),
  rows: z.array(z.object({ line: z.int(), cells: z.array(z.string()).max(1000) })).max(20),
  /** Rows that were looked at; the rest are looked at by the plan. */
  checked: z.int(),
  /** False: the table has more rows than were looked at. */
  whole: z.boolean(),
  faults: z.array(rowFaultSchema).max(100),
  /** Rows among the checked that have a fault. */
  faultyRows: z.int(),
  notes: z.array(z.string()).max(20),
});
export type BatchPreview = z.infer<typeof batchPreviewSchema>;

export const planActionSchema = z.enum(['run', 'reuse', 'wait', 'blocked']);

export const plannedTaskSchema = z.object({
  id: z.string(),
  family: z.string(),
  action: planActionSchema,
  why: z.string(),
  /** Short words for the task's subject (`5095-55844-128`). */
  subject: z.string(),
});
export type PlannedTask = z.infer<typeof plannedTaskSchema>;

/** A plan that the host keeps under a handle, summed up. */
export const planSummarySchema = z.object({
  /** Names the plan in `tasks.planPage`, `tasks.run` and `tasks.release`. */
  plan: z.string(),
  family: z.string(),
  planned: z.int(),
  reused: z.int(),
  toRun: z.int(),
  waiting: z.int(),
  blocked: z.int(),
  /** Null: no earlier run to judge by. */
  estimateSeconds: z.number().nullable(),
  /** Tasks with the same action, family and reason; many reasons of a kind are one group. */
  groups: z
    .array(
      z.object({
        action: planActionSchema,
        family: z.string(),
        why: z.string(),
        tasks: z.int(),
        /** The subject of the only task of the group. */
        subject: z.string().optional(),
        estimateSeconds: z.number().nullable(),
      }),
    )
    .max(300),
  /** What was understood differently from how it was written; of many the first. */
  notes: z.array(z.string()).max(20),
  moreNotes: z.int(),
  /** The same as a command to type. */
  command: z.string(),
});
export type PlanSummary = z.infer<typeof planSummarySchema>;

export const planFilterSchema = z.object({
  action: planActionSchema.optional(),
  family: z.string().max(200).optional(),
  /** Every word of it occurs in subject, id or reason. */
  text: z.string().max(200).default(''),
});
export type PlanFilter = z.output<typeof planFilterSchema>;

export const planPageSchema = z.object({
  /** Tasks that pass the filter. */
  total: z.int(),
  tasks: z.array(plannedTaskSchema).max(1000),
  /** Complete tasks of a large plan that are counted but not listed. */
  unlisted: z.int(),
});
export type PlanPage = z.infer<typeof planPageSchema>;

/** A row a subject, a cell a family: what will be, or has been, done about it. */
export const matrixPageSchema = z.object({
  families: z.array(z.string()).max(50),
  total: z.int(),
  rows: z
    .array(
      z.object({
        subject: z.string(),
        /** In the order of `families`; null: no task of that family. */
        cells: z.array(
          z
            .object({
              id: z.string(),
              action: planActionSchema,
              why: z.string(),
              /** Tasks of that family about the subject (a sweep makes several). */
              tasks: z.int(),
            })
            .nullable(),
        ),
      }),
    )
    .max(1000),
});
export type MatrixPage = z.infer<typeof matrixPageSchema>;
