import { parseStamp } from '../../store/stamp.ts';
import type { Expander, ResolvedTask } from '../../task/identity.ts';
import type { Registry } from '../../task/registry.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { AskedInputs, type RecordSource } from './askedFor.ts';
import type { Assessment } from './assess.ts';
import { Closure } from './closure.ts';
import type { Hashes } from './evidence.ts';
import type { Found, LookAt, LookRequest, Seen } from './look.ts';
import { firstCandidate, lookRequest } from './lookRequest.ts';
import type { PlanNode, PlanOptions } from './planNode.ts';
import { whyComplete, type Why } from './why.ts';

export interface PlanPlaces {
  readonly workspace: Workspace;
  readonly registry: Registry;
  readonly look: LookAt;
  readonly records: RecordSource;
  readonly hashes: Hashes;
}

/** The closure of some tasks; its nodes are made when asked for: most plans find nothing to do. */
export interface PlannedChunk {
  readonly tasks: readonly ResolvedTask[];
  /** Every task is complete, or a source that is here. */
  readonly settled: boolean;
  /** Of a settled chunk only where `withNodes` was set. */
  readonly node: (index: number) => PlanNode;
  /** Where that was to be remembered, and every task is exactly as recorded. */
  readonly confirmedBy?: { readonly request: LookRequest; readonly seen: Seen };
}

export interface ChunkOptions extends PlanOptions {
  /** Say what confirmed tasks, where all are. */
  readonly remember?: boolean;
  /** Nodes are wanted even where all is settled. */
  readonly withNodes: boolean;
}

/**
 * Plans the closure of some tasks: requirements before their consumers. Never runs a task, never
 * fetches, never writes. Linear in tasks and requirements; one stat for each task and source, file
 * contents only where times differ.
 */
export async function planChunk(
  expander: Expander,
  roots: readonly ResolvedTask[],
  places: PlanPlaces,
  options: ChunkOptions,
): Promise<PlannedChunk> {
  const tasks = [...expander.tasks()];
  const all = options.withNodes || options.force === true || options.verify === true;
  const request = lookRequest(tasks, places.workspace, {
    allStamps: all,
    remember: options.remember === true,
  });
  const seen = await places.look(request);
  const requested = new Set(roots);
  if (seen.kind === 'confirmed') {
    const settled = { tasks, settled: true, node: notLookedAt };
    return seen.seen === undefined
      ? settled
      : { ...settled, confirmedBy: { request, seen: seen.seen } };
  }
  if (options.force !== true && options.verify !== true && !seen.confirmed.includes(0)) {
    return {
      tasks,
      settled: true,
      node: (index) => settledNode(index, tasks, seen, requested, places),
    };
  }
  const closure = new Closure(places.workspace, places.hashes);
  closure.add(tasks, seen);
  const asked = await addAskedFor(closure, expander, places);
  const nodes = closure.judge(requested, asked, options);
  const node = (index: number): PlanNode => {
    const planned = nodes[index];
    if (planned === undefined) throw new RangeError(`the plan has no task ${index}`);
    return planned;
  };
  return { tasks: nodes.map((planned) => planned.node), settled: false, node };
}

function notLookedAt(): never {
  throw new Error('nodes of this chunk were not wanted');
}

function settledNode(
  index: number,
  tasks: readonly ResolvedTask[],
  { values, stamps }: Found,
  requested: ReadonlySet<ResolvedTask>,
  { workspace }: PlanPlaces,
): PlanNode {
  const node = tasks[index];
  if (node === undefined) throw new RangeError(`the plan has no task ${index}`);
  const text = stamps[index] ?? '';
  const stamp = text === '' ? undefined : parseStamp(text);
  const wanted = requested.has(node);
  const why: Why = wanted ? whyComplete(node.task.family) : { kind: 'not-needed' };
  const [size = 0, mtime = 0] = values.subarray(index * 3, index * 3 + 2);
  const assessment: Assessment =
    stamp === undefined
      ? { state: 'present', source: { path: firstCandidate(node.task, workspace), size, mtime } }
      : { state: 'complete', digest: stamp.digest, why: { kind: 'complete' } };
  return { node, assessment, stamp, requested: wanted, action: 'reuse', why };
}

/** Tasks that ran before may have asked for others, those for more, to any depth. */
async function addAskedFor(
  closure: Closure,
  expander: Expander,
  places: PlanPlaces,
): Promise<AskedInputs> {
  const { records, registry, workspace } = places;
  const asked = new AskedInputs(records, registry, workspace, expander);
  for (let fresh = closure.askers(); fresh.length > 0; fresh = closure.askers()) {
    await asked.add(fresh);
    const added = [...expander.tasks()].filter(({ id }) => !closure.has(id));
    if (added.length === 0) break;
    const seen = await places.look(lookRequest(added, workspace, { allStamps: true }));
    if (seen.kind === 'confirmed') throw new Error('all stamps were asked for');
    closure.add(added, seen);
  }
  return asked;
}
