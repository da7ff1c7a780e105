import type { ProblemData } from '../problem/problem.ts';
import type { TaskStatus } from './status.ts';

/** Tasks of one run that failed in the same way. */
export interface FailureGroup {
  /** Names the group among those of its run. */
  readonly key: string;
  readonly family: string;
  readonly code: string;
  /** What happened to the first of them; of a group of many messages, how many differ. */
  readonly message: string;
  readonly advice: string | undefined;
  readonly transient: boolean;
  readonly tasks: number;
}

interface Members {
  readonly first: ProblemData;
  readonly family: string;
  readonly messages: number;
  readonly places: number[];
}

/** Messages of one family and code beyond this many share a group: each names a file of its own. */
const mostMessages = 20;

/** Failures of a run by family and message, kept up to date as they come. */
export class FailureGroups {
  readonly #groups = new Map<string, Members>();
  readonly #messages = new Map<string, number>();

  /** Call once for a task that failed for good. */
  add(place: number, { family, problem }: TaskStatus): void {
    if (problem === undefined) return;
    const kind = `${family}\n${problem.code}`;
    const exact = `${kind}\n${problem.message}`;
    const distinct = this.#messages.get(kind) ?? 0;
    const joins = this.#groups.has(exact);
    const key = joins || distinct < mostMessages ? exact : kind;
    if (!joins && key === exact) this.#messages.set(kind, distinct + 1);
    const members = this.#groups.get(key);
    if (members === undefined) {
      const messages = key === exact ? 1 : Infinity;
      this.#groups.set(key, { first: problem, family, messages, places: [place] });
    } else members.places.push(place);
  }

  /** The largest first. */
  list(): FailureGroup[] {
    const listed = [...this.#groups].map(([key, { first, family, messages, places }]) => ({
      key,
      family,
      code: first.code,
      message: messages === 1 ? first.message : `${first.message} (and others like it)`,
      advice: first.advice,
      transient: first.transient,
      tasks: places.length,
    }));
    return listed.sort((a, b) => b.tasks - a.tasks);
  }

  /** Places of the tasks of a group, in the order in which they failed; none for an unknown key. */
  places(key: string): readonly number[] {
    return this.#groups.get(key)?.places ?? [];
  }
}
