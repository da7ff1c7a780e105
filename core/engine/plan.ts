import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { parseStamp, type Stamp } from '../store/stamp.ts';
import type { Store } from '../store/store.ts';
import { Expander, type ResolvedTask } from '../task/identity.ts';
import type { Task, TaskId } from '../task/task.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { assessOutputs, assessTask, type Assessment, type Evidence } from './assess.ts';
import { outputFolder } from './outputFolder.ts';
import { hashOutput } from './hashOutput.ts';
import { findSource, hashFile, statFile, type FoundSource } from './source.ts';
import type { Why } from './why.ts';

export type Action = 'run' | 'fetch' | 'reuse' | 'wait';

/** One task of a plan: what will be done with it, and why. */
export interface PlanNode {
  readonly node: ResolvedTask;
  readonly assessment: Assessment;
  readonly stamp: Stamp | undefined;
  /** Named by the user, not only required by something. */
  readonly requested: boolean;
  action: Action;
  why: Why;
}

/** The closure of what was asked for, requirements before their consumers. */
export interface Plan {
  readonly nodes: readonly PlanNode[];
  readonly byId: ReadonlyMap<TaskId, PlanNode>;
}

export interface PlanPlaces {
  readonly workspace: Workspace;
  /** Undefined: nothing has been recorded yet. */
  readonly store: Store | undefined;
}

export interface PlanOptions {
  /** Run what was asked for even if it is complete. */
  readonly force?: boolean;
  /** Compare the bytes of outputs too, not only size and time. */
  readonly verify?: boolean;
}

/** Files examined between two turns of the event loop; about 10 ms of stats. */
const slice = 2000;

/**
 * Works out what a run would do. Never runs a task, never fetches, never writes. Linear in tasks
 * and requirements; one stat for each task and source, file contents only where times differ.
 *
 * @throws Problem `cycle`
 */
export async function makePlan(
  roots: Iterable<Task>,
  places: PlanPlaces,
  options: PlanOptions = {},
): Promise<Plan> {
  const expander = new Expander();
  const requested = new Set<TaskId>();
  for (const root of roots) requested.add(expander.expand(root).id);
  return planResolved([...expander.tasks()], requested, places, options);
}

/** The same for tasks that are resolved already, requirements first. */
export async function planResolved(
  tasks: readonly ResolvedTask[],
  requested: ReadonlySet<TaskId>,
  places: PlanPlaces,
  options: PlanOptions = {},
): Promise<Plan> {
  const stamps = await loadStamps(tasks, places.store);
  const nodes: PlanNode[] = [];
  const byId = new Map<TaskId, PlanNode>();
  for (const [index, node] of tasks.entries()) {
    if (index % slice === slice - 1) await nextTurn();
    const assessment = assess(node, stamps.get(node.id), byId, places.workspace, options);
    const planned: PlanNode = {
      node,
      assessment,
      stamp: stamps.get(node.id),
      requested: requested.has(node.id),
      action: 'reuse',
      why: { kind: 'not-needed' },
    };
    nodes.push(planned);
    byId.set(node.id, planned);
  }
  decide(nodes, byId, options);
  return { nodes, byId };
}

async function loadStamps(
  tasks: readonly ResolvedTask[],
  store: Store | undefined,
): Promise<Map<TaskId, Stamp>> {
  const stamps = new Map<TaskId, Stamp>();
  if (store === undefined) return stamps;
  const wanted = new Map<string, TaskId[]>();
  for (const { task, id } of tasks) {
    if (task.family.external || task.family.wrapper) continue;
    const ids = wanted.get(task.family.family);
    if (ids === undefined) wanted.set(task.family.family, [id]);
    else ids.push(id);
  }
  const add = (lines: string, only?: ReadonlySet<string>): void => {
    if (lines === '') return;
    for (const line of lines.split('\n')) {
      const id = line.slice(0, 32);
      if (only?.has(id) !== false) stamps.set(id as TaskId, parseStamp(line.slice(33)));
    }
  };
  for (const [family, ids] of wanted) {
    if (ids.length <= 2000) {
      for (let start = 0; start < ids.length; start += 500) {
        add(await store.stamps(family, ids.slice(start, start + 500)));
      }
    } else {
      const only = new Set<string>(ids);
      for await (const lines of store.stampPages(family)) add(lines, only);
    }
  }
  return stamps;
}

/** What a task's assessment looks at, on this machine's disk. */
export function planEvidence(
  { id, task }: ResolvedTask,
  stamp: Stamp | undefined,
  known: Evidence['known'],
  workspace: Workspace,
): Evidence {
  const folder = outputFolder(workspace.layout.outputs, task.family.family, id);
  return {
    stamp,
    known,
    output: (file) => statFile(join(folder, file)),
    hashOutput: (file) => hashOutput(join(folder, file)),
    hashSource: (source) => hashFile(source.path),
  };
}

function assess(
  resolved: ResolvedTask,
  stamp: Stamp | undefined,
  byId: ReadonlyMap<TaskId, PlanNode>,
  workspace: Workspace,
  options: PlanOptions,
): Assessment {
  const { task } = resolved;
  const location = task.family.source(task.values);
  if (location !== undefined) {
    const source = findSource(location, workspace);
    if (source !== undefined) return { state: 'present', source };
    return { state: 'absent', name: location.kind === 'sas' ? location.relative : location.path };
  }
  const known = (of: TaskId) => byId.get(of)?.assessment;
  if (task.family.wrapper) return assessWrapper(resolved, known);
  const evidence = planEvidence(resolved, stamp, known, workspace);
  const assessment = assessTask(resolved, evidence);
  return options.verify === true && assessment.state === 'complete' && stamp !== undefined
    ? assessOutputs(stamp, evidence, assessment.why.kind === 'source-gone', true)
    : assessment;
}

/** A wrapper has nothing of its own: it is what its requirements are. */
function assessWrapper(
  { requirements }: ResolvedTask,
  known: (id: TaskId) => Assessment | undefined,
): Assessment {
  const hash = createHash('sha256');
  for (const { node } of requirements) {
    const assessment = known(node.id);
    if (assessment?.state === 'complete') hash.update(assessment.digest);
    else if (assessment?.state === 'present') hash.update(sourceDigest(assessment.source));
    else {
      const input = `${node.task.family.family} ${node.task.family.subject(node.task.values)}`;
      return { state: 'stale', why: { kind: 'input-again', input, because: 'not complete' } };
    }
  }
  return { state: 'complete', digest: hash.digest('hex').slice(0, 32), why: { kind: 'complete' } };
}

function sourceDigest({ size, mtime }: FoundSource): string {
  return `${size}:${mtime};`;
}

/** From what was asked for down to the sources: who must run, who may be reused, who waits. */
function decide(
  nodes: readonly PlanNode[],
  byId: ReadonlyMap<TaskId, PlanNode>,
  options: PlanOptions,
): void {
  const needed = new Set<TaskId>();
  for (let index = nodes.length - 1; index >= 0; index -= 1) {
    const planned = nodes[index];
    if (planned === undefined) continue;
    const { node, assessment, requested } = planned;
    if (!requested && !needed.has(node.id)) continue;
    const forced = requested && options.force === true && !node.task.family.external;
    switch (assessment.state) {
      case 'complete':
        planned.action = forced ? 'run' : 'reuse';
        planned.why = forced ? { kind: 'forced' } : assessment.why;
        break;
      case 'present':
        planned.why = { kind: 'here' };
        break;
      case 'absent': {
        const fetch = node.task.family.canFetch && node.task.values.use_remote === true;
        planned.action = fetch ? 'fetch' : 'wait';
        planned.why = fetch
          ? { kind: 'to-fetch', input: assessment.name }
          : { kind: 'not-here', input: assessment.name, canFetch: node.task.family.canFetch };
        break;
      }
      case 'cleaned':
      case 'stale':
        planned.action = 'run';
        planned.why = assessment.why;
        break;
    }
    if (planned.action === 'run') {
      for (const requirement of node.requirements) needed.add(requirement.node.id);
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

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
