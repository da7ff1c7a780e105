import type { TaskFamily } from './family.ts';
import { ValueError, type ParameterValue } from './parameter.ts';
import { makeTask, type Task } from './task.ts';
import { Problem } from '../problem/problem.ts';

/**
 * The task that canonical texts of a record stand for, as the family is now; undefined where it no
 * longer understands them. Its id tells whether it is still the task that was recorded.
 */
export function recordedTask(
  family: TaskFamily,
  texts: Readonly<Record<string, string>>,
): Task | undefined {
  const values: Record<string, ParameterValue> = {};
  try {
    for (const [name, { type }] of family.parameterList) {
      const text = texts[name];
      if (text !== undefined) values[name] = type.parse(text);
    }
    return makeTask(family, values);
  } catch (error) {
    if (error instanceof ValueError || error instanceof Problem) return undefined;
    throw error;
  }
}
