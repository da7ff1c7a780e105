import type { ProblemData } from '../../problem/problem.ts';
import type { ArchivePath } from './archivePath.ts';
import type { SyncPlan } from './syncPlan.ts';

/** While a plan is made: how the selection was understood, what was listed, in the end the plan. */
export type PlanEvent =
  | { readonly type: 'noted'; readonly text: string }
  | { readonly type: 'listed'; readonly pattern: string; readonly files: number }
  | { readonly type: 'planned'; readonly plan: SyncPlan };

export interface SyncProgress {
  /** Bytes of the files to fetch that are here, those of an earlier, interrupted run included. */
  readonly bytes: number;
  /** All bytes to fetch, as far as sizes are known. */
  readonly totalBytes: number;
  readonly files: number;
  readonly totalFiles: number;
  /** Bytes per second over the last seconds. */
  readonly rate: number;
  /** Undefined while nothing moves. */
  readonly etaSeconds: number | undefined;
}

export interface SyncSummary {
  readonly fetched: number;
  /** Asked about, and found to be as new as the archive's. */
  readonly unchanged: number;
  readonly missing: readonly ArchivePath[];
  readonly failed: readonly { readonly path: ArchivePath; readonly problem: ProblemData }[];
  /** Not tried, since the archive went out of reach or the disk is full. */
  readonly notTried: number;
  /** Bytes that came over the network. */
  readonly bytes: number;
  readonly verified: number;
  readonly unlisted: number;
  readonly seconds: number;
}

export type SyncEvent =
  | { readonly type: 'started'; readonly totalFiles: number; readonly totalBytes: number }
  | ({ readonly type: 'progress' } & SyncProgress)
  | {
      readonly type: 'fetched';
      readonly path: ArchivePath;
      readonly bytes: number;
      readonly resumedFrom: number;
      readonly checksum: 'verified' | 'unlisted';
    }
  | { readonly type: 'unchanged'; readonly path: ArchivePath }
  | { readonly type: 'missing'; readonly path: ArchivePath }
  | { readonly type: 'failed'; readonly path: ArchivePath; readonly problem: ProblemData }
  | { readonly type: 'ended'; readonly summary: SyncSummary };
