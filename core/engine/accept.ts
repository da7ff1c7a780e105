import { join } from 'node:path';
import { Problem } from '../problem/problem.ts';
import type { InputPrint, OutputPrint, TaskRecord } from '../store/record.ts';
import type { ResolvedTask } from '../task/identity.ts';
import type { TaskId } from '../task/task.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Assessment } from './planning/assess.ts';
import { digestOf, hashOutput } from './hashOutput.ts';
import { outputFolder } from './outputFolder.ts';
import {
  findSource,
  hashFile,
  recordedLocation,
  sourceName,
  statFile,
  type FoundSource,
} from './source.ts';
import { throughWrappers } from './throughWrappers.ts';

/**
 * The record of a task as if it had just run on what is there now: its inputs and outputs as they
 * are, its old results. `known` gives what the plan found of an input.
 *
 * @throws Problem `cannot-accept` if an output or an input is not here
 */
export function acceptedRecord(
  node: ResolvedTask,
  record: TaskRecord,
  known: (id: TaskId) => Assessment | undefined,
  workspace: Workspace,
  accepted: { readonly at: string; readonly why: string },
): TaskRecord {
  const folder = outputFolder(workspace.layout.outputs, record.family, record.id);
  const outputs = record.outputs.map((output) => outputNow(output, folder));
  const required = throughWrappers(node);
  const files = outputs.map(({ file, name, sha256 }) => ({ file: file || name, sha256 }));
  return {
    ...record,
    inputs: [
      ...required.map(({ name, node: input }) => inputNow(name, input, known, workspace)),
      ...record.inputs
        .filter(({ id }) => !required.some(({ node: input }) => input.id === id))
        .flatMap((input) => askedForNow(input, known, workspace)),
    ],
    outputs,
    folderMtime: statFile(folder)?.mtime ?? record.folderMtime,
    digest: digestOf(files),
    code: node.task.family.code,
    accepted,
  };
}

function inputNow(
  name: string,
  { id, task }: ResolvedTask,
  known: (id: TaskId) => Assessment | undefined,
  workspace: Workspace,
): InputPrint {
  const location = task.family.source(task.values);
  if (location === undefined) {
    return { kind: 'task', id, name, digest: digestOfInput(known(id), task.family.family) };
  }
  const source = findSource(location, workspace);
  if (source === undefined) throw cannotAccept(`its input ${task.family.family} is not here`);
  return sourceNow(id, name, source, workspace);
}

/** What it asked for while it ran, as that is now; left out where its family has moved on. */
function askedForNow(
  input: InputPrint,
  known: (id: TaskId) => Assessment | undefined,
  workspace: Workspace,
): InputPrint[] {
  if (input.kind === 'source') {
    const source = findSource(recordedLocation(input.path), workspace);
    if (source === undefined) throw cannotAccept(`its input ${input.path} is not here`);
    return [sourceNow(input.id, input.name, source, workspace)];
  }
  const now = known(input.id);
  if (now === undefined) return [];
  return [{ ...input, digest: digestOfInput(now, 'that it asked for') }];
}

function digestOfInput(now: Assessment | undefined, which: string): string {
  if (now !== undefined && 'digest' in now) return now.digest;
  throw cannotAccept(`its input ${which} is not complete`);
}

function sourceNow(
  id: TaskId,
  name: string,
  { path, size, mtime }: FoundSource,
  workspace: Workspace,
): InputPrint {
  const sha256 = hashFile(path);
  return { kind: 'source', id, name, path: sourceName(path, workspace), size, mtime, sha256 };
}

function outputNow(output: OutputPrint, folder: string): OutputPrint {
  if (output.kind === 'record') return output;
  const path = join(folder, output.file);
  const stats = statFile(path);
  const sha256 = hashOutput(path);
  if (stats === undefined || sha256 === undefined) {
    throw cannotAccept(`its output ${output.file} is not here`);
  }
  const size = stats.isFile ? stats.size : output.size;
  return { ...output, size, mtime: stats.mtime, sha256 };
}

function cannotAccept(why: string): Problem {
  return new Problem('cannot-accept', `this cannot be accepted as up to date: ${why}`, {
    advice: 'Run it again instead',
  });
}
