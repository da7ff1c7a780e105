import type { TaskId } from '../../task/task.ts';
import type { PlanNode, PlanOptions } from './planNode.ts';

/**
 * From what was asked for down to the sources: who must run, who may be reused, who waits. Nodes
 * come with requirements before their consumers; their actions and reasons are filled in.
 */
export function decide(
  nodes: readonly PlanNode[],
  byId: ReadonlyMap<TaskId, PlanNode>,
  options: PlanOptions,
): void {
  const needed = new Set<TaskId>();
  for (let index = nodes.length - 1; index >= 0; index -= 1) {
    const planned = nodes[index];
    if (planned === undefined) continue;
    if (!planned.requested && !needed.has(planned.node.id)) continue;
    decideOne(planned, options);
    if (planned.action === 'run') {
      for (const requirement of planned.node.requirements) needed.add(requirement.node.id);
    }
  }
  for (const planned of nodes) {
    if (planned.action !== 'run') continue;
    for (const requirement of planned.node.requirements) {
      const waited = byId.get(requirement.node.id);
      if (waited?.action !== 'wait') continue;
      planned.action = 'wait';
      planned.why = waited.why;
      break;
    }
  }
}

function decideOne(planned: PlanNode, options: PlanOptions): void {
  const { node, assessment, requested } = planned;
  const { family, values } = node.task;
  const forced = requested && options.force === true && !family.external;
  switch (assessment.state) {
    case 'complete':
      planned.action = forced ? 'run' : 'reuse';
      planned.why = forced ? { kind: 'forced' } : assessment.why;
      break;
    case 'present':
      planned.why = { kind: 'here' };
      break;
    case 'absent': {
      const fetch = family.canFetch && values.use_remote === true;
      planned.action = fetch ? 'fetch' : 'wait';
      planned.why = fetch
        ? { kind: 'to-fetch', input: assessment.name }
        : { kind: 'not-here', input: assessment.name, canFetch: family.canFetch };
      break;
    }
    case 'cleaned':
    case 'stale':
      planned.action = 'run';
      // Else it would be let off once its input turned out to be made again as it was.
      planned.why =
        forced && assessment.why.kind === 'input-again' ? { kind: 'forced' } : assessment.why;
      break;
  }
}
