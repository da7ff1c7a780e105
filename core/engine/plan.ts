import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { parseStamp, type Stamp } from '../store/stamp.ts';
import type { Store } from '../store/store.ts';
import { Expander, type ResolvedTask } from '../task/identity.ts';
import type { Task, TaskId } from '../task/task.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { assessOutputs, assessTask, type Assessment, type Evidence } from './assess.ts';
import { hashOutput } from './hashOutput.ts';
import { outputFolder } from './outputFolder.ts';
import {
  findSource,
  hashFile,
  sourceCandidates,
  statFile,
  type FoundSource,
  type Stat,
} from './source.ts';
import { statPaths, type StatMany } from './statMany.ts';
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

export interface PlanPlaces {
  readonly workspace: Workspace;
  /** Undefined: nothing has been recorded yet. */
  readonly store: Store | undefined;
  /** Default: on the calling thread. */
  readonly statMany?: StatMany;
}

export interface PlanOptions {
  /** Run what was asked for even if it is complete. */
  readonly force?: boolean;
  /** Compare the bytes of outputs too, not only size and time. */
  readonly verify?: boolean;
}

/**
 * Plans the closure of some tasks: nodes with requirements before their consumers. Never runs a
 * task, never fetches, never writes. Linear in tasks and requirements; one stat for each task and
 * source, file contents only where times differ.
 *
 * @throws Problem `cycle`
 */
export async function planClosure(
  roots: Iterable<Task>,
  places: PlanPlaces,
  options: PlanOptions = {},
): Promise<PlanNode[]> {
  const expander = new Expander();
  const requested = new Set<TaskId>();
  for (const root of roots) requested.add(expander.expand(root).id);
  const tasks = [...expander.tasks()];
  const stamps = await loadStamps(tasks, places.store);
  const stats = await statAll(tasks, stamps, places);
  const nodes: PlanNode[] = [];
  const byId = new Map<TaskId, PlanNode>();
  for (const [index, node] of tasks.entries()) {
    const stamp = stamps.get(node.id);
    const planned: PlanNode = {
      node,
      assessment: assess(node, stamp, byId, places.workspace, stats.of(index), options),
      stamp,
      requested: requested.has(node.id),
      action: 'reuse',
      why: { kind: 'not-needed' },
    };
    nodes.push(planned);
    byId.set(node.id, planned);
  }
  decide(nodes, byId, options);
  return nodes;
}

/** Ids asked for in one statement of the store. */
const idsAtOnce = 5000;

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
  for (const [family, ids] of wanted) {
    for (let start = 0; start < ids.length; start += idsAtOnce) {
      const lines = await store.stamps(family, ids.slice(start, start + idsAtOnce));
      if (lines === '') continue;
      for (const line of lines.split('\n')) {
        stamps.set(line.slice(0, 32) as TaskId, parseStamp(line.slice(33)));
      }
    }
  }
  return stamps;
}

/** The one stat of each task: its source where that is usually found, its only output, or its folder. */
async function statAll(
  tasks: readonly ResolvedTask[],
  stamps: ReadonlyMap<TaskId, Stamp>,
  { workspace, statMany = (paths) => Promise.resolve(statPaths(paths)) }: PlanPlaces,
): Promise<{ of: (index: number) => ReturnType<Stat> }> {
  const { outputs } = workspace.layout;
  const places = new Int32Array(tasks.length).fill(-1);
  const paths: string[] = [];
  for (const [index, { task, id }] of tasks.entries()) {
    const path = task.family.external
      ? firstCandidate(task, workspace)
      : outputToLookAt(outputFolder(outputs, task.family.family, id), stamps.get(id));
    if (path === undefined) continue;
    places[index] = paths.length;
    paths.push(path);
  }
  const values = await statMany(paths);
  return {
    of: (index) => {
      const place = (places[index] ?? -1) * 3;
      const kind = values[place + 2] ?? 0;
      if (place < 0 || kind === 0) return undefined;
      const [size = 0, mtime = 0] = [values[place], values[place + 1]];
      return { size, mtime, isFile: kind === 1 };
    },
  };
}

function firstCandidate(task: Task, workspace: Workspace): string | undefined {
  const location = task.family.source(task.values);
  return location === undefined ? undefined : sourceCandidates(location, workspace)[0];
}

/** The only file, or the folder of several; nothing where all outputs are records. */
function outputToLookAt(folder: string, stamp: Stamp | undefined): string | undefined {
  const [first, second] = stamp?.files ?? [];
  if (first === undefined) return undefined;
  return second === undefined ? `${folder}/${first.name}` : folder;
}

function assess(
  resolved: ResolvedTask,
  stamp: Stamp | undefined,
  byId: ReadonlyMap<TaskId, PlanNode>,
  workspace: Workspace,
  seen: ReturnType<Stat>,
  options: PlanOptions,
): Assessment {
  const { family } = resolved.task;
  if (family.external) return assessSource(resolved, workspace, seen);
  const known = (of: TaskId) => byId.get(of)?.assessment;
  if (family.wrapper) return assessWrapper(resolved, known);
  if (stamp === undefined) return { state: 'stale', why: { kind: 'never-run' } };
  const evidence = { ...planEvidence(resolved, stamp, known, workspace), output: () => seen };
  const assessment = assessTask(resolved, evidence);
  if (options.verify !== true || assessment.state !== 'complete') return assessment;
  return assessOutputs(stamp, evidence, assessment.why.kind === 'source-gone', true);
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

function assessSource(
  { task }: ResolvedTask,
  workspace: Workspace,
  seen: ReturnType<Stat>,
): Assessment {
  const location = task.family.source(task.values);
  if (location === undefined) throw new Error(`${task.family.family} has no source`);
  if (seen?.isFile === true) {
    const path = sourceCandidates(location, workspace)[0] ?? '';
    return { state: 'present', source: { path, size: seen.size, mtime: seen.mtime } };
  }
  const source = findSource(location, workspace);
  if (source !== undefined) return { state: 'present', source };
  return { state: 'absent', name: location.kind === 'sas' ? location.relative : location.path };
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
