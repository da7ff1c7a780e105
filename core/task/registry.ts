import { closest } from 'fastest-levenshtein';
import { Problem } from '../problem/problem.ts';
import type { TaskFamily } from './family.ts';

/** The families that can be asked for, by name. */
export class Registry {
  readonly #families: Map<string, TaskFamily>;
  readonly #more: (name: string) => TaskFamily | undefined;

  /** `more` makes families that are too many to list, when one is first asked for by name. */
  constructor(
    families: readonly TaskFamily[],
    more: (name: string) => TaskFamily | undefined = () => undefined,
  ) {
    this.#more = more;
    const byName = new Map<string, TaskFamily>();
    for (const family of families) {
      if (byName.has(family.family)) throw new TypeError(`two families are named ${family.family}`);
      byName.set(family.family, family);
    }
    this.#families = byName;
  }

  /** In the order they were registered; those of `more` once they were asked for. */
  list(): TaskFamily[] {
    return [...this.#families.values()];
  }

  find(name: string): TaskFamily | undefined {
    const family = this.#families.get(name) ?? this.#more(name);
    if (family !== undefined) this.#families.set(name, family);
    return family;
  }

  /** @throws Problem `unknown-family`, with the nearest name */
  get(name: string): TaskFamily {
    const family = this.find(name);
    if (family !== undefined) return family;
    const names = [...this.#families.keys()];
    const sameLetters = names.find((known) => known.toLowerCase() === name.toLowerCase());
    const suggestion = sameLetters ?? (names.length > 0 ? closest(name, names) : undefined);
    throw new Problem('unknown-family', `there is no task family "${name}"`, {
      advice:
        suggestion === undefined
          ? '`astra tasks` lists them'
          : `Did you mean ${suggestion}? \`astra tasks\` lists them all`,
    });
  }
}
