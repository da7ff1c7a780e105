import { closest } from 'fastest-levenshtein';
import { Problem } from '../problem/problem.ts';
import type { Places, TaskFamily } from './family.ts';
import { ValueError, type Parameter, type ParameterValue } from './parameter.ts';
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

interface Slot {
  readonly name: string;
  readonly parameter: Parameter;
  /** Which of the given texts is meant; −1 for none. */
  readonly index: number;
  readonly fallback: string | undefined;
}

/**
 * Understands texts as tasks of a family: names (aliases too) once for all rows, then values and
 * bounds of each, what they mean on this machine (`interpret`) and their normal form (`canonical`).
 * An empty text is a value that was not given, where the parameter may be left out. Of families that
 * are asked for together each takes the names that it knows.
 */
export class RequestReader {
  readonly #family: TaskFamily;
  readonly #places: Places;
  readonly #slots: readonly Slot[];
  readonly #nameFaults: readonly ParameterFault[];
  readonly #notes: readonly string[];

  /** `defaults` are the workspace's own, by parameter; `together`: all families of the request. */
  constructor(
    family: TaskFamily,
    names: readonly string[],
    places: Places,
    defaults: ParameterTexts = {},
    together: readonly TaskFamily[] = [family],
  ) {
    const notes: string[] = [];
    const faults: ParameterFault[] = [];
    const indices = new Map<string, number>();
    for (const [index, name] of names.entries()) {
      const known = parameterNamed(family, name);
      if (known === undefined) {
        if (!isKnown(together, name)) faults.push(unknownParameter(together, name));
        continue;
      }
      if (known !== name) notes.push(`${name} is read as ${known}`);
      if (indices.has(known)) {
        faults.push({ parameter: known, message: `it is given twice (also as ${name})` });
      }
      indices.set(known, index);
    }
    this.#family = family;
    this.#places = places;
    this.#notes = notes;
    this.#nameFaults = faults;
    this.#slots = family.parameterList.map(([name, parameter]) => {
      const index = indices.get(name) ?? -1;
      return { name, parameter, index, fallback: defaults[name] };
    });
  }

  /** What is wrong with the names themselves: part of the faults of every row. */
  get nameFaults(): readonly ParameterFault[] {
    return this.#nameFaults;
  }

  /**
   * All faults are reported, not only the first.
   *
   * @throws Problem of `interpret` or `canonical`, for what concerns several parameters
   */
  read(texts: readonly string[]): Request {
    let faults: ParameterFault[] | undefined;
    const values: Record<string, ParameterValue> = {};
    for (const { name, parameter, index, fallback } of this.#slots) {
      const given = index < 0 ? undefined : texts[index];
      const { defaultValue, type } = parameter;
      const text = given === '' && defaultValue !== undefined ? undefined : given;
      try {
        if (text !== undefined) values[name] = type.parse(text);
        else if (fallback !== undefined) values[name] = type.parse(fallback);
        else if (defaultValue !== undefined) values[name] = defaultValue;
        else throw new ValueError('a value is needed', type.allowed);
      } catch (error) {
        if (!(error instanceof ValueError)) throw error;
        // A default of the workspace was not typed now: the user would look for it in vain.
        const from =
          text === undefined && fallback !== undefined
            ? ' (the default in the settings of this workspace)'
            : '';
        const { message, allowed } = error;
        (faults ??= []).push({ parameter: name, message: message + from, allowed });
      }
    }
    if (faults !== undefined || this.#nameFaults.length > 0) {
      return { ok: false, faults: [...this.#nameFaults, ...(faults ?? [])], notes: this.#notes };
    }
    const interpreted = this.#family.interpret(values, this.#places);
    const canonical = this.#family.canonical(interpreted.values);
    const found = interpreted.notes.length + canonical.notes.length;
    return {
      ok: true,
      task: taskOf(this.#family, canonical.values),
      notes: found === 0 ? this.#notes : [...this.#notes, ...interpreted.notes, ...canonical.notes],
    };
  }
}

/** One task from named texts. */
export function requestTask(
  family: TaskFamily,
  texts: ParameterTexts,
  places: Places,
  defaults: ParameterTexts = {},
  together?: readonly TaskFamily[],
): Request {
  const reader = new RequestReader(family, Object.keys(texts), places, defaults, together);
  return reader.read(Object.values(texts));
}

/** The parameter that a name or alias stands for. */
export function parameterNamed(family: TaskFamily, name: string): string | undefined {
  if (Object.hasOwn(family.parameters, name)) return name;
  return family.parameterList.find(([, parameter]) => parameter.aliases.includes(name))?.[0];
}

/** Whether any of the families has a parameter of that name. */
export function isKnown(families: readonly TaskFamily[], name: string): boolean {
  return families.some((family) => parameterNamed(family, name) !== undefined);
}

function unknownParameter(families: readonly TaskFamily[], name: string): ParameterFault {
  const shown = families.flatMap(({ parameterList }) =>
    parameterList.filter(([, { hidden }]) => !hidden).map(([known]) => known),
  );
  const names = [...new Set(shown)];
  const begins = names.find((known) => known.startsWith(name));
  const near = names.length === 0 ? '' : `; did you mean ${begins ?? closest(name, names)}?`;
  return {
    parameter: name,
    message: noneHasIt(families) + near,
    allowed: names.join(', '),
  };
}

function noneHasIt(families: readonly TaskFamily[]): string {
  const names = families.map(({ family }) => family).join(', ');
  return families.length === 1
    ? `${names} has no such parameter`
    : `none of ${names} has such a parameter`;
}

/** Everything that is wrong with a request as one Problem, the first fault as its place. */
export function faultsProblem(family: string, faults: readonly ParameterFault[]): Problem {
  const [first, ...more] = faults;
  if (first === undefined) throw new Error('a request failed without a fault');
  const sentences = [first, ...more].map(({ parameter, message, allowed }, index) => {
    const expected = allowed === undefined ? '' : `; expected ${allowed}`;
    return index === 0 ? `${message}${expected}` : `${parameter}: ${message}${expected}`;
  });
  return new Problem('bad-parameter', sentences.join('. '), {
    where: { family, parameter: first.parameter },
    advice: `\`astra tasks ${family}\` describes every parameter`,
  });
}
