import type { ResolvedRequirement, ResolvedTask } from '../task/identity.ts';
import type { TaskId } from '../task/task.ts';

/**
 * What a task depends on for its bytes: its requirements, with wrappers replaced by what they
 * require, to any depth. A wrapper has no content, so nothing can be recorded or compared of it.
 */
export function throughWrappers(node: ResolvedTask): readonly ResolvedRequirement[] {
  if (!node.requirements.some(isWrapper)) return node.requirements;
  const found: ResolvedRequirement[] = [];
  const seen = new Set<TaskId>();
  const stack = node.requirements.toReversed();
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if (!isWrapper(next)) {
      found.push(next);
      continue;
    }
    if (seen.has(next.node.id)) continue;
    seen.add(next.node.id);
    stack.push(...next.node.requirements.toReversed());
  }
  return found;
}

function isWrapper({ node }: ResolvedRequirement): boolean {
  return node.task.family.wrapper;
}
