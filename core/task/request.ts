import { closest } from 'fastest-levenshtein';
import type { Canonical, Places, TaskFamily } from './family.ts';
import { ValueError, type ParameterValue, type ParameterValues } from './parameter.ts';
import { taskOf, type Task } from './task.ts';

/** Parameter values as typed: by a person, in a CSV cell, in a form. */
export type ParameterTexts = Readonly<Record<string, string>>;

export interface ParameterFault {
  readonly parameter: string;
  readonly message: string;
  /** What would be taken, in words. */
  readonly allowed?: string;
}

/** Either a task, or everything that is wrong with what was asked for. */
export type Request =
  | { readonly ok: true; readonly task: Task; readonly notes: readonly string[] }
  | {
      readonly ok: false;
      readonly faults: readonly ParameterFault[];
      readonly notes: readonly string[];
    };

/**
 * Understands texts as a task of a family: names (aliases too), values, bounds, then what they mean
 * on this machine (`interpret`) and their normal form (`canonical`). All faults are reported, not
 * only the first. `defaults` are the workspace's own, by parameter.
 *
 * @throws Problem of the family's `interpret` or `canonical`, for what concerns several parameters
 */
export function requestTask(
  family: TaskFamily,
  texts: ParameterTexts,
  places: Places,
  defaults: ParameterTexts = {},
): Request {
  const notes: string[] = [];
  const faults: ParameterFault[] = [];
  const given = new Map<string, string>();

  for (const [name, text] of Object.entries(texts)) {
    const known = parameterNamed(family, name);
    if (known === undefined) {
      faults.push(unknownParameter(family, name));
      continue;
    }
    if (known !== name) notes.push(`${name} is read as ${known}`);
    if (given.has(known)) {
      faults.push({ parameter: known, message: `it is given twice (also as ${name})` });
    }
    given.set(known, text);
  }

  const values: Record<string, ParameterValue> = {};
  for (const [name, parameter] of family.parameterList) {
    const text = given.get(name) ?? defaults[name];
    if (text === undefined || (text === '' && parameter.defaultValue === null)) {
      if (parameter.defaultValue === undefined) {
        faults.push({
          parameter: name,
          message: 'a value is needed',
          allowed: parameter.type.allowed,
        });
      } else {
        values[name] = parameter.defaultValue;
      }
      continue;
    }
    try {
      values[name] = parameter.type.parse(text);
    } catch (error) {
      if (!(error instanceof ValueError)) throw error;
      faults.push({ parameter: name, message: error.message, allowed: error.allowed });
    }
  }
  if (faults.length > 0) return { ok: false, faults, notes };
  const understood = understand(family, values, places);
  return {
    ok: true,
    task: taskOf(family, understood.values),
    notes: [...notes, ...understood.notes],
  };
}

function understand(
  family: TaskFamily,
  values: ParameterValues,
  places: Places,
): Canonical<ParameterValues> {
  const interpreted = family.interpret(values, places);
  const canonical = family.canonical(interpreted.values);
  return { values: canonical.values, notes: [...interpreted.notes, ...canonical.notes] };
}

function parameterNamed(family: TaskFamily, name: string): string | undefined {
  if (Object.hasOwn(family.parameters, name)) return name;
  return family.parameterList.find(([, parameter]) => parameter.aliases.includes(name))?.[0];
}

function unknownParameter(family: TaskFamily, name: string): ParameterFault {
  const names = family.parameterList.filter(([, { hidden }]) => !hidden).map(([known]) => known);
  const begins = names.find((known) => known.startsWith(name));
  const near = names.length === 0 ? '' : `; did you mean ${begins ?? closest(name, names)}?`;
  return {
    parameter: name,
    message: `${family.family} has no such parameter${near}`,
    allowed: names.join(', '),
  };
}
