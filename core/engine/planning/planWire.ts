import type { ResolvedRequirement, ResolvedTask } from '../../task/identity.ts';
import type { ParameterValues } from '../../task/parameter.ts';
import type { Registry } from '../../task/registry.ts';
import { taskOf, type TaskId } from '../../task/task.ts';
import type { PlanNode } from './planNode.ts';

/** A task as plain data; requirements by their place among all that were sent before. */
interface WireTask {
  readonly family: string;
  readonly values: ParameterValues;
  readonly id: TaskId;
  readonly requires: readonly (readonly [name: string, place: number])[];
}

type WireNode = Omit<PlanNode, 'node'> & { readonly place: number };

/** Some nodes of a plan on their way to another thread. */
export interface WirePart {
  readonly tasks: readonly WireTask[];
  readonly nodes: readonly WireNode[];
}

/** Turns the nodes of one plan into parts, in order. */
export class PlanEncoder {
  readonly #places = new Map<ResolvedTask, number>();
  #tasks: WireTask[] = [];

  encode(nodes: readonly PlanNode[]): WirePart {
    const encoded = nodes.map(({ node, ...rest }): WireNode => ({
      ...rest,
      place: this.#placeOf(node),
    }));
    const tasks = this.#tasks;
    this.#tasks = [];
    return { tasks, nodes: encoded };
  }

  /** Requirements first, on a stack of its own: chains may be long. */
  #placeOf(root: ResolvedTask): number {
    const stack = [root];
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const missing = top.requirements.filter(({ node }) => !this.#places.has(node));
      if (missing.length > 0) {
        for (const { node } of missing) stack.push(node);
        continue;
      }
      stack.pop();
      if (!this.#places.has(top)) this.#send(top);
    }
    return this.#places.get(root) ?? 0;
  }

  #send(resolved: ResolvedTask): void {
    const { task, id, requirements } = resolved;
    const requires = requirements.map(
      ({ name, node }) => [name, this.#places.get(node) ?? 0] as const,
    );
    this.#places.set(resolved, this.#places.size);
    this.#tasks.push({ family: task.family.family, values: task.values, id, requires });
  }
}

/** The other end of `PlanEncoder`. */
export class PlanDecoder {
  readonly #registry: Registry;
  readonly #resolved: ResolvedTask[] = [];

  constructor(registry: Registry) {
    this.#registry = registry;
  }

  decode({ tasks, nodes }: WirePart): PlanNode[] {
    for (const { family, values, id, requires } of tasks) {
      const task = taskOf(this.#registry.get(family), values);
      const requirements = requires.map(([name, place]): ResolvedRequirement => ({
        name,
        node: this.#at(place),
      }));
      this.#resolved.push({ task, id, requirements });
    }
    return nodes.map(({ place, ...rest }): PlanNode => ({ node: this.#at(place), ...rest }));
  }

  #at(place: number): ResolvedTask {
    const resolved = this.#resolved[place];
    if (resolved === undefined) throw new RangeError(`the plan has no task ${place}`);
    return resolved;
  }
}
