import type { ResolvedTask } from '../task/identity.ts';
import type { TaskId } from '../task/task.ts';

/**
 * Whether a task that asks for others while it runs would wait for itself: the way back to it over
 * requirements of both kinds, from the task to the task, or undefined if there is none.
 */
export function dynamicCycle(
  id: TaskId,
  needed: readonly ResolvedTask[],
  dynamic: (id: TaskId) => readonly ResolvedTask[],
): TaskId[] | undefined {
  const cameFrom = new Map<TaskId, TaskId>();
  const stack = needed.map((node) => ({ node, from: id }));
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { node, from } = next;
    if (node.id === id) return pathBack(id, from, cameFrom);
    if (cameFrom.has(node.id)) continue;
    cameFrom.set(node.id, from);
    for (const requirement of node.requirements)
      stack.push({ node: requirement.node, from: node.id });
    for (const asked of dynamic(node.id)) stack.push({ node: asked, from: node.id });
  }
  return undefined;
}

function pathBack(id: TaskId, last: TaskId, cameFrom: ReadonlyMap<TaskId, TaskId>): TaskId[] {
  const members = [id];
  for (let at: TaskId | undefined = last; at !== undefined && at !== id; at = cameFrom.get(at)) {
    members.unshift(at);
  }
  return [id, ...members];
}
