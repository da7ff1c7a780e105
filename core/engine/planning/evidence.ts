import { join } from 'node:path';
import type { Stamp } from '../../store/stamp.ts';
import type { ResolvedTask } from '../../task/identity.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { hashOutput } from '../hashOutput.ts';
import { outputFolder } from '../outputFolder.ts';
import { hashFile, statFile } from '../source.ts';
import type { Evidence } from './assess.ts';

/** How contents are compared where times differ; reads files. */
export interface Hashes {
  /** SHA-256 of a file. */
  readonly file: (path: string) => string;
  /** SHA-256 of a file or folder; undefined if there is nothing. */
  readonly output: (path: string) => string | undefined;
}

/** For one plan: a source that thousands of tasks share is read once, not once for each of them. */
export function planHashes(): Hashes {
  const known = new Map<string, string>();
  const file = (path: string): string => {
    const sha256 = known.get(path) ?? hashFile(path);
    known.set(path, sha256);
    return sha256;
  };
  return { file, output: hashOutput };
}

const fullHashes: Hashes = { file: hashFile, output: hashOutput };

/** What a task's assessment looks at, on this machine's disk. */
export function diskEvidence(
  { id, task }: ResolvedTask,
  stamp: Stamp | undefined,
  workspace: Workspace,
  judged: Pick<Evidence, 'known' | 'askedFor'>,
  hashes: Hashes = fullHashes,
): Evidence {
  const folder = outputFolder(workspace.layout.outputs, task.family.family, id);
  return {
    stamp,
    ...judged,
    output: (file) => statFile(join(folder, file)),
    hashOutput: (file) => hashes.output(join(folder, file)),
    hashSource: (source) => hashes.file(source.path),
  };
}
