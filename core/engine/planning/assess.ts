import type { Stamp, StampInput } from '../../store/stamp.ts';
import type { ResolvedTask } from '../../task/identity.ts';
import type { TaskId } from '../../task/task.ts';
import type { FoundSource, Stat } from '../source.ts';
import { throughWrappers } from '../throughWrappers.ts';
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
  | {
      readonly state: 'complete';
      readonly digest: string;
      readonly why: Why;
      readonly touched?: Touched;
    }
  | { readonly state: 'cleaned'; readonly digest: string; readonly why: Why }
  | { readonly state: 'stale'; readonly why: Why }
  | { readonly state: 'present'; readonly source: FoundSource }
  | { readonly state: 'absent'; readonly name: string };

/** Times that differ from the record where the bytes are the same: read once, then worth recording. */
export interface Touched {
  readonly inputs: readonly { readonly id: TaskId; readonly mtime: number }[];
  readonly outputs: readonly { readonly file: string; readonly mtime: number }[];
  readonly folderMtime?: number;
}

/** An input that a task asked for while it ran, as it is now. */
export type AskedFor =
  | { readonly kind: 'task'; readonly name: string; readonly id: TaskId }
  | { readonly kind: 'source'; readonly name: string; readonly source: FoundSource | undefined }
  /** Made by an older version, or not in the store any more: nothing can be said of it. */
  | { readonly kind: 'unknown'; readonly name: string };

/** What `assess` looks at besides the task itself. All of it cheap; hashing is the exception. */
export interface Evidence {
  readonly stamp: Stamp | undefined;
  /** Assessments of the requirements, by id. */
  readonly known: (id: TaskId) => Assessment | undefined;
  /** An input that is recorded although nothing requires it; undefined where that was not looked up. */
  readonly askedFor: (id: TaskId) => AskedFor | undefined;
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
  const inputs = new InputCheck(stamp, evidence);
  // Asked-for inputs first: who waits only for an input to be made again has no other reason left.
  const why = inputs.asked(node) ?? inputs.required(node);
  if (why !== undefined) return { state: 'stale', why };
  const assessment = assessOutputs(stamp, evidence, inputs.sourceGone, false);
  if (assessment.state !== 'complete' || inputs.touched.length === 0) return assessment;
  const { touched = nothingTouched } = assessment;
  return { ...assessment, touched: { ...touched, inputs: inputs.touched } };
}

const nothingTouched: Touched = { inputs: [], outputs: [] };

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
  const why: Why = sourceGone ? { kind: 'source-gone' } : { kind: 'complete' };
  const [first] = files;
  if (first === undefined) return { state: 'complete', digest, why };
  const single = files.length === 1 ? first : undefined;
  const seen = evidence.output(single?.name ?? '');
  if (seen === undefined) {
    return { state: 'cleaned', digest, why: { kind: 'output-missing', file: first.name } };
  }
  const sameTime = seen.mtime === (single?.mtime ?? stamp.folderMtime);
  // The size of a folder entry means nothing.
  const sameSize = single === undefined || !seen.isFile || seen.size === single.size;
  if (sameTime && sameSize && !thorough) return { state: 'complete', digest, why };
  for (const file of files) {
    const sha256 = evidence.hashOutput(file.name);
    if (sha256 === undefined) {
      return { state: 'stale', why: { kind: 'output-missing', file: file.name } };
    }
    if (!sameHash(file.sha256, sha256)) {
      return { state: 'stale', why: { kind: 'output-changed', file: file.name } };
    }
  }
  if (sameTime) return { state: 'complete', digest, why };
  const { mtime } = seen;
  const touched: Touched =
    single === undefined
      ? { inputs: [], outputs: [], folderMtime: mtime }
      : { inputs: [], outputs: [{ file: single.name, mtime }] };
  return { state: 'complete', digest, why, touched };
}

/** The inputs of one task beside what its stamp says of them. */
class InputCheck {
  readonly #evidence: Evidence;
  readonly #recorded: ReadonlyMap<TaskId, StampInput>;
  sourceGone = false;
  readonly touched: { id: TaskId; mtime: number }[] = [];

  constructor(stamp: Stamp, evidence: Evidence) {
    this.#evidence = evidence;
    this.#recorded = new Map(stamp.inputs.map((input) => [input.id, input]));
  }

  /** What it requires. */
  required(node: ResolvedTask): Why | undefined {
    for (const { node: requirement } of throughWrappers(node)) {
      const known = this.#evidence.known(requirement.id);
      if (known === undefined)
        throw new Error('a requirement was not assessed before its consumer');
      const why = this.#compare(requirement.id, inputName(requirement), known);
      if (why !== undefined) return why;
    }
    return undefined;
  }

  /** What it asked for while it ran: recorded, though nothing requires it. */
  asked(node: ResolvedTask): Why | undefined {
    const required = new Set(throughWrappers(node).map((requirement) => requirement.node.id));
    for (const id of this.#recorded.keys()) {
      if (required.has(id)) continue;
      const asked = this.#evidence.askedFor(id);
      const why = asked === undefined ? undefined : this.#compareAsked(id, asked);
      if (why !== undefined) return why;
    }
    return undefined;
  }

  #compareAsked(id: TaskId, asked: AskedFor): Why | undefined {
    const { name } = asked;
    switch (asked.kind) {
      case 'task': {
        const known = this.#evidence.known(asked.id);
        if (known === undefined) return { kind: 'input-changed', input: name };
        // The task starts again and asks for it, if it still wants it.
        if (known.state === 'stale') return { kind: 'input-changed', input: name };
        return this.#compare(id, name, known);
      }
      case 'source': {
        const { source } = asked;
        return this.#compare(
          id,
          name,
          source === undefined ? { state: 'absent', name } : { state: 'present', source },
        );
      }
      case 'unknown':
        return { kind: 'input-changed', input: name };
    }
  }

  #compare(id: TaskId, name: string, known: Assessment): Why | undefined {
    const recorded = this.#recorded.get(id);
    switch (known.state) {
      case 'present':
        return this.#sameSource(recorded, known.source)
          ? undefined
          : { kind: 'input-changed', input: name };
      case 'absent':
        this.sourceGone = true;
        return undefined;
      case 'complete':
      case 'cleaned': {
        const same = recorded?.kind === 'task' && recorded.digest === known.digest;
        return same ? undefined : { kind: 'input-changed', input: name };
      }
      case 'stale':
        return { kind: 'input-again', input: name, because: known.why.kind };
    }
  }

  #sameSource(recorded: StampInput | undefined, source: FoundSource): boolean {
    if (recorded?.kind !== 'source' || recorded.size !== source.size) return false;
    if (recorded.mtime === source.mtime) return true;
    if (!sameHash(recorded.sha256, this.#evidence.hashSource(source))) return false;
    this.touched.push({ id: recorded.id, mtime: source.mtime });
    return true;
  }
}

/** A stamp may hold only the beginning of a SHA-256 (see `stamp.ts`). */
function sameHash(recorded: string, now: string): boolean {
  return recorded !== '' && now.startsWith(recorded);
}

function inputName({ task }: ResolvedTask): string {
  return `${task.family.family} ${task.family.subject(task.values)}`;
}
