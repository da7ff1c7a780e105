import type { ChecksumList } from './checksum.ts';
import { nameOf, type ArchivePath } from './archivePath.ts';
import type { RemoteFile } from './findFiles.ts';
import type { LocalFile } from './localMirror.ts';

/**
 * - `here`: nothing to do;
 * - `new`: not on this computer;
 * - `changed`: the archive has another size;
 * - `recheck`: same size, but the listing's date is newer or there is no size to compare: the
 *   server is asked, and sends the file only if it is newer.
 */
export type SyncState = 'here' | 'new' | 'changed' | 'recheck';

export interface PlannedFile {
  readonly release: string;
  readonly species: string;
  readonly path: ArchivePath;
  readonly state: SyncState;
  /** Size in the archive; undefined if it is known only when the file comes. */
  readonly bytes?: number;
  readonly sums?: ChecksumList;
  /** The local copy, if there is one, and its time. */
  readonly local?: LocalFile;
}

/** A part of the selection for which the archive has nothing. */
export interface Missing {
  readonly release: string;
  readonly species: string;
  readonly pattern: string;
}

export interface SyncTotals {
  readonly files: Readonly<Record<SyncState, number>>;
  /** Of files whose size is known. */
  readonly bytesHere: number;
  readonly bytesToFetch: number;
  /** Files to fetch whose size is not known. */
  readonly unsized: number;
}

export interface SyncPlan {
  readonly files: readonly PlannedFile[];
  readonly missing: readonly Missing[];
  readonly totals: SyncTotals;
}

/** Listings show minutes, and clocks of servers differ a little. */
const DATE_TOLERANCE_MS = 2 * 60_000;

export function syncState(remote: RemoteFile, local: LocalFile | undefined): SyncState {
  if (local === undefined) return 'new';
  // A copy under the other compression cannot be compared by size; it is what the user has.
  if (nameOf(remote.path) !== local.file.split(/[/\\]/).at(-1)) return 'here';
  if (remote.bytes !== undefined && remote.bytes !== local.bytes) return 'changed';
  if (remote.modified === undefined) return 'here';
  const newer = remote.modified.getTime() - local.modified.getTime() > DATE_TOLERANCE_MS;
  return newer ? 'recheck' : 'here';
}

export function toFetch(plan: SyncPlan): readonly PlannedFile[] {
  return plan.files.filter((file) => file.state !== 'here');
}

export function totalsOf(files: readonly PlannedFile[]): SyncTotals {
  const count: Record<SyncState, number> = { here: 0, new: 0, changed: 0, recheck: 0 };
  let bytesHere = 0;
  let bytesToFetch = 0;
  let unsized = 0;
  for (const { state, bytes, local } of files) {
    count[state]++;
    if (state === 'here') bytesHere += local?.bytes ?? 0;
    else if (bytes === undefined) unsized++;
    else bytesToFetch += bytes;
  }
  return { files: count, bytesHere, bytesToFetch, unsized };
}
