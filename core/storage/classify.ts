import { sameVersion, type StoredTask } from './storedTask.ts';

/**
 * What something on disk is to its user.
 *
 * - `source`: the app did not make it.
 * - `result`: made, and nothing complete was made from it.
 * - `intermediate`: made, used by something that is complete, and rebuildable.
 * - `superseded`: made by another version of its family; kept, never rebuildable.
 * - `orphan`: nobody here can say what it is: no record, or no such family.
 */
export type StorageClass = 'source' | 'result' | 'intermediate' | 'superseded' | 'orphan';

export interface Uses {
  /** Something complete was made from it. */
  readonly used: boolean;
  readonly rebuildable: boolean;
}

export function classify(
  { kind, record, current }: Pick<StoredTask, 'kind' | 'record' | 'current'>,
  { used, rebuildable }: Uses,
): StorageClass {
  if (kind === 'source') return 'source';
  if (record === undefined || current === undefined) return 'orphan';
  if (!sameVersion(record.version, current.version)) return 'superseded';
  return used && rebuildable ? 'intermediate' : 'result';
}
