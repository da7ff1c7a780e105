import { Problem } from '../problem/problem.ts';
import type { TaskFamily } from './family.ts';
import { ValueError, type ParameterValue, type ParameterValues } from './parameter.ts';

/** 32 hexadecimal digits: the first 128 bits of a SHA-256. See `identity.ts`. */
export type TaskId = string & { readonly __brand: 'TaskId' };

/** One task: a family and canonical values for all of its parameters. */
export interface Task {
  readonly family: TaskFamily;
  readonly values: ParameterValues;
  /** Family and canonical significant parameters: equal keys are one task. Not an id. */
  readonly key: string;
}

/** What a task requires: nothing, one, several, or a named record of those. */
export type Requirements =
  undefined | Task | readonly Task[] | Readonly<Record<string, Task | readonly Task[] | undefined>>;

/** Requirements in one form: names (empty for unnamed) with their tasks, in the author's order. */
export interface NamedRequirement {
  readonly name: string;
  readonly task: Task;
}

export function listRequirements(requirements: Requirements): readonly NamedRequirement[] {
  if (requirements === undefined) return [];
  if (isTask(requirements)) return [{ name: '', task: requirements }];
  if (Array.isArray(requirements)) {
    return (requirements as readonly Task[]).map((task) => ({ name: '', task }));
  }
  return Object.entries(requirements as Readonly<Record<string, Task | readonly Task[]>>).flatMap(
    ([name, entry]) =>
      listRequirements(entry).map(({ task }): NamedRequirement => ({ name, task })),
  );
}

function isTask(value: unknown): value is Task {
  return (
    typeof value === 'object' &&
    value !== null &&
    'key' in value &&
    'family' in value &&
    typeof value.key === 'string'
  );
}

/**
 * The task that a family makes of values from a program. Values of parameters that the family does
 * not have are ignored (that is how common parameters are passed on); missing ones take their
 * default.
 *
 * @throws Problem `bad-parameter` | `missing-parameter`
 */
export function makeTask(family: TaskFamily, given: Readonly<Record<string, unknown>>): Task {
  const values: Record<string, ParameterValue> = {};
  for (const [name, parameter] of family.parameterList) {
    const value = given[name];
    if (value === undefined || value === null) {
      if (parameter.defaultValue === undefined) throw missingParameter(family, name);
      values[name] = parameter.defaultValue;
      continue;
    }
    try {
      values[name] = parameter.type.check(value);
    } catch (error) {
      throw badParameter(family, name, error);
    }
  }
  return taskOf(family, family.canonical(values).values);
}

/** A task from values that are complete, checked and canonical already. */
export function taskOf(family: TaskFamily, values: ParameterValues): Task {
  return { family, values, key: keyOf(family, values) };
}

/** `Family@1.0 NUL name NUL text NUL …` over significant, given parameters, in order of name. */
function keyOf(family: TaskFamily, values: ParameterValues): string {
  let key = family.identityName;
  for (const [name, parameter] of family.significantList) {
    const value = values[name];
    if (value !== null && value !== undefined) key += `\0${name}\0${parameter.type.format(value)}`;
  }
  return key;
}

/** Parameters as texts, in the family's order, left-out ones absent: for records and commands. */
export function parameterTexts(task: Task): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [name, parameter] of task.family.parameterList) {
    const value = task.values[name];
    if (value !== null && value !== undefined) texts[name] = parameter.type.format(value);
  }
  return texts;
}

export function missingParameter(family: TaskFamily, name: string): Problem {
  const allowed = family.parameters[name]?.type.allowed ?? 'a value';
  return new Problem('missing-parameter', `a value is needed: ${allowed}`, {
    where: { family: family.family, parameter: name },
  });
}

export function badParameter(family: TaskFamily, name: string, error: unknown): Problem {
  if (!(error instanceof ValueError)) throw error;
  return new Problem('bad-parameter', `${error.message}; expected ${error.allowed}`, {
    where: { family: family.family, parameter: name },
  });
}
