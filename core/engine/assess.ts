import type { Stamp, StampInput } from '../store/stamp.ts';
import type { ResolvedTask } from '../task/identity.ts';
import type { TaskId } from '../task/task.ts';
import type { FoundSource, Stat } from './source.ts';
import { throughWrappers } from './throughWrappers.ts';
import type { Why } from './why.ts';

/**
 * What is known of one task before anything runs.
 *
 * - `complete`: its record is unbroken and its outputs are as recorded.
 * - `cleaned`: its record is unbroken, its outputs are not there. Counts as unchanged for whoever
 *   used it; made again only if something that runs needs it.
 * - `stale`: it must run before anything that needs it can be trusted.
 * - `present` / `absent`: a source that is here, or not.
 */
export type Assessment =
  | { readonly state: 'complete'; readonly digest: string; readonly why: Why }
  | { readonly state: 'cleaned'; readonly digest: string; readonly why: Why }
  | { readonly state: 'stale'; readonly why: Why }
  | { readonly state: 'present'; readonly source: FoundSource }
  | { readonly state: 'absent'; readonly name: string };

/** What `assess` looks at besides the task itself. All of it cheap; hashing is the exception. */
export interface Evidence {
  readonly stamp: Stamp | undefined;
  /** Assessments of the requirements, by id. */
  readonly known: (id: TaskId) => Assessment | undefined;
  /** One stat of an output, or of the task's folder (empty name). */
  readonly output: (file: string) => ReturnType<Stat>;
  /** SHA-256 of an output as it is now; undefined if it is not there. Reads it. */
  readonly hashOutput: (file: string) => string | undefined;
  /** SHA-256 of a source whose size or mtime differ from the record. Reads the file. */
  readonly hashSource: (source: FoundSource) => string;
}

/** Judges a task that the app makes (not external, not a wrapper). Pure given its evidence. */
export function assessTask(node: ResolvedTask, evidence: Evidence): Assessment {
  const { stamp } = evidence;
  if (stamp === undefined) return { state: 'stale', why: { kind: 'never-run' } };
  if (stamp.code !== node.task.family.code)
    return { state: 'stale', why: { kind: 'code-changed' } };
  const inputs = assessInputs(node, stamp, evidence);
  if (inputs.why !== undefined) return { state: 'stale', why: inputs.why };
  return assessOutputs(stamp, evidence, inputs.sourceGone, false);
}

/**
 * Whether the outputs are as recorded: one stat, of the only file or of the folder of several.
 * Where time or size differ, or with `thorough`, the bytes decide.
 */
export function assessOutputs(
  stamp: Stamp,
  evidence: Pick<Evidence, 'output' | 'hashOutput'>,
  sourceGone: boolean,
  thorough: boolean,
): Assessment {
  const { digest, files } = stamp;
  const complete: Assessment = {
    state: 'complete',
    digest,
    why: sourceGone ? { kind: 'source-gone' } : { kind: 'complete' },
  };
  const [first] = files;
  if (first === undefined) return complete;
  const single = files.length === 1 ? first : undefined;
  const seen = evidence.output(single?.name ?? '');
  if (seen === undefined) {
    return { state: 'cleaned', digest, why: { kind: 'output-missing', file: first.name } };
  }
  const sameTime = seen.mtime === (single?.mtime ?? stamp.folderMtime);
  // The size of a folder entry means nothing.
  const sameSize = single === undefined || !seen.isFile || seen.size === single.size;
  if (sameTime && sameSize && !thorough) return complete;
  for (const file of files) {
    const sha256 = evidence.hashOutput(file.name);
    if (sha256 === undefined) {
      return { state: 'stale', why: { kind: 'output-missing', file: file.name } };
    }
    if (sha256 !== file.sha256) {
      return { state: 'stale', why: { kind: 'output-changed', file: file.name } };
    }
  }
  return complete;
}

function assessInputs(
  node: ResolvedTask,
  stamp: Stamp,
  evidence: Evidence,
): { why?: Why; sourceGone: boolean } {
  let sourceGone = false;
  const used = new Map<TaskId, StampInput>(stamp.inputs.map((input) => [input.id, input]));
  for (const { node: requirement } of throughWrappers(node)) {
    const name = inputName(requirement);
    const recorded = used.get(requirement.id);
    const known = evidence.known(requirement.id);
    if (known === undefined) throw new Error('a requirement was not assessed before its consumer');
    switch (known.state) {
      case 'present':
        if (!sameSource(recorded, known.source, evidence)) {
          return { why: { kind: 'input-changed', input: name }, sourceGone };
        }
        break;
      case 'absent':
        sourceGone = true;
        break;
      case 'complete':
      case 'cleaned':
        if (recorded?.kind !== 'task' || recorded.digest !== known.digest) {
          return { why: { kind: 'input-changed', input: name }, sourceGone };
        }
        break;
      case 'stale':
        return {
          why: { kind: 'input-again', input: name, because: known.why.kind },
          sourceGone,
        };
    }
  }
  return { sourceGone };
}

function sameSource(
  recorded: StampInput | undefined,
  source: FoundSource,
  evidence: Evidence,
): boolean {
  if (recorded?.kind !== 'source') return false;
  if (recorded.size !== source.size) return false;
  return recorded.mtime === source.mtime || recorded.sha256 === evidence.hashSource(source);
}

function inputName({ task }: ResolvedTask): string {
  return `${task.family.family} ${task.family.subject(task.values)}`;
}
