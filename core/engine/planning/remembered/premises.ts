import { hash } from 'node:crypto';
import { join } from 'node:path';
import type { BatchRequest } from '../../../task/batch/batchRequest.ts';
import type { Places } from '../../../task/family.ts';
import type { Registry } from '../../../task/registry.ts';
import { sameFolders } from '../../../task/diskUse.ts';
import type { Workspace } from '../../../workspace/workspace.ts';
import type { Contents } from './rememberedFile.ts';

/**
 * Where a batch is remembered: by everything that decides which tasks its rows are, besides the rows
 * themselves. `program` tells one build of the app from another.
 */
export function rememberedPath(
  workspace: Workspace,
  program: string,
  batchPath: string,
  { families, shared, sweeps }: BatchRequest,
  places: Places,
): string {
  const { settings, sasRoots, layout } = workspace;
  const premises = JSON.stringify([
    program,
    process.versions.v8,
    layout.root,
    layout.outputs,
    sasRoots,
    settings,
    batchPath,
    families,
    Object.entries(shared).sort(([a], [b]) => (a < b ? -1 : 1)),
    sweeps,
    places,
  ]);
  return join(layout.batches, hash('sha256', premises, 'hex').slice(0, 32));
}

/** Whether families and folders are what they were when the rows were remembered. */
export function stillHolds({ families, folders }: Contents, registry: Registry): boolean {
  return (
    families.every(({ family, identityName, code }) => {
      const now = registry.find(family);
      return now?.identityName === identityName && now.code === code;
    }) && sameFolders(new Map(folders))
  );
}
