import type { TaskFamily } from '../family.ts';
import { isKnown, parameterNamed } from '../request.ts';

/** A batch as it is asked for: families, and what goes with every row of the file. */
export interface BatchRequest {
  /** Each row is a task of each of them, made of the columns and values that it knows. */
  readonly families: readonly string[];
  /** Named in messages; its ending tells the form. `-`: the standard input. */
  readonly file: string;
  /** Texts for all rows; the cell of a row wins where it is not empty. */
  readonly shared: Readonly<Record<string, string>>;
  /** Parameters whose every value is combined with every row; they win over both. */
  readonly sweeps: readonly Sweep[];
}

export type Sweep = readonly [name: string, values: readonly string[]];

/** Every combination of the sweeps; one empty one without any. */
export function* combinations(
  sweeps: readonly Sweep[],
): Generator<Readonly<Record<string, string>>> {
  const [first, ...others] = sweeps;
  if (first === undefined) {
    yield {};
    return;
  }
  const [name, values] = first;
  for (const value of values) {
    for (const rest of combinations(others)) yield { [name]: value, ...rest };
  }
}

/** The sweeps that concern one of the families of a request: not those over parameters of others only. */
export function sweepsOf(
  family: TaskFamily,
  together: readonly TaskFamily[],
  sweeps: readonly Sweep[],
): Sweep[] {
  return sweeps.filter(
    ([name]) => parameterNamed(family, name) !== undefined || !isKnown(together, name),
  );
}
