import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { parseStamp, type Stamp } from '../store/stamp.ts';
import type { Store } from '../store/store.ts';
import type { TaskFamily } from '../task/family.ts';
import { Expander, type ResolvedTask } from '../task/identity.ts';
import type { Task, TaskId } from '../task/task.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { assessOutputs, assessTask, type Assessment, type Evidence } from './assess.ts';
import { hashOutput } from './hashOutput.ts';
import { look, type Looked, type LookAt, type LookRequest, type StampGroup } from './look.ts';
import { outputFolder } from './outputFolder.ts';
import {
  findSource,
  hashFile,
  preferredPath,
  statFile,
  type FoundSource,
  type Stat,
} from './source.ts';
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
  readonly look?: LookAt;
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
  const { tasks, node } = await planChunk(roots, places, options);
  return tasks.map((_task, index) => node(index));
}

/** The same closure, with nodes made when asked for: most plans find that nothing is to be done. */
export interface PlannedChunk {
  readonly tasks: readonly ResolvedTask[];
  /** Every task is complete, or a source that is here. */
  readonly settled: boolean;
  readonly node: (index: number) => PlanNode;
}

/** @throws Problem `cycle` */
export async function planChunk(
  roots: Iterable<Task>,
  places: PlanPlaces,
  options: PlanOptions = {},
): Promise<PlannedChunk> {
  const expander = new Expander();
  const asked: ResolvedTask[] = [];
  for (const root of roots) asked.push(expander.expand(root));
  const tasks = [...expander.tasks()];
  const request = await lookRequest(tasks, places);
  const seen = await (places.look ?? ((wanted) => Promise.resolve(look(wanted))))(request);
  let lines: readonly string[] | undefined;
  const lineOf = (index: number) => (lines ??= linesOf(request))[index] ?? '';
  let requested: Set<ResolvedTask> | undefined;
  const isRequested = (node: ResolvedTask) => (requested ??= new Set(asked)).has(node);

  if (options.force !== true && options.verify !== true && !seen.confirmed.includes(0)) {
    const node = (index: number): PlanNode => {
      const task = tasks[index];
      if (task === undefined) throw new RangeError(`the plan has no task ${index}`);
      const stamp = stampOf(task, lineOf(index));
      const assessment = confirmedAssessment(task, stamp, places.workspace, seen, index);
      const wanted = isRequested(task);
      const here: Why = task.task.family.external ? { kind: 'here' } : { kind: 'complete' };
      const why: Why = wanted ? here : { kind: 'not-needed' };
      return { node: task, assessment, stamp, requested: wanted, action: 'reuse', why };
    };
    return { tasks, settled: true, node };
  }

  const nodes: PlanNode[] = [];
  const byId = new Map<TaskId, PlanNode>();
  for (const [index, node] of tasks.entries()) {
    const stamp = stampOf(node, lineOf(index));
    const assessment =
      seen.confirmed[index] === 1 && options.verify !== true
        ? confirmedAssessment(node, stamp, places.workspace, seen, index)
        : assess(node, stamp, byId, places.workspace, statOf(seen, index), options);
    const planned: PlanNode = {
      node,
      assessment,
      stamp,
      requested: isRequested(node),
      action: 'reuse',
      why: { kind: 'not-needed' },
    };
    nodes.push(planned);
    byId.set(node.id, planned);
  }
  decide(nodes, byId, options);
  const node = (index: number): PlanNode => {
    const planned = nodes[index];
    if (planned === undefined) throw new RangeError(`the plan has no task ${index}`);
    return planned;
  };
  return { tasks, settled: false, node };
}

function confirmedAssessment(
  { task }: ResolvedTask,
  stamp: Stamp | undefined,
  workspace: Workspace,
  seen: Looked,
  index: number,
): Assessment {
  if (stamp !== undefined) {
    return { state: 'complete', digest: stamp.digest, why: { kind: 'complete' } };
  }
  const [size = 0, mtime = 0] = seen.values.subarray(index * 3, index * 3 + 2);
  const path = firstCandidate(task, workspace) ?? '';
  return { state: 'present', source: { path, size, mtime } };
}

/** What is recorded of the tasks and where they are, for one look at all of them. */
async function lookRequest(
  tasks: readonly ResolvedTask[],
  { workspace, store }: PlanPlaces,
): Promise<LookRequest> {
  const sources: string[] = [];
  const sourcePlaces: number[] = [];
  const stored = new Map<TaskFamily, number[]>();
  for (const [index, { task, id }] of tasks.entries()) {
    const { family } = task;
    if (family.external) {
      sources.push(`${id} ${firstCandidate(task, workspace) ?? ''}`);
      sourcePlaces.push(index);
    } else if (!family.wrapper) {
      const places = stored.get(family);
      if (places === undefined) stored.set(family, [index]);
      else places.push(index);
    }
  }
  const groups: StampGroup[] = [];
  for (const [family, places] of stored) {
    groups.push({
      folder: join(workspace.layout.outputs, family.family),
      code: family.code,
      lines: await stampLines(family.family, places, tasks, store),
      places: Int32Array.from(places),
    });
  }
  return {
    count: tasks.length,
    groups,
    sources: { lines: sources.join('\0'), places: Int32Array.from(sourcePlaces) },
    ...requirementIndices(tasks),
  };
}

/** Ids asked for in one statement of the store. */
const idsAtOnce = 5000;

async function stampLines(
  family: string,
  places: readonly number[],
  tasks: readonly ResolvedTask[],
  store: Store | undefined,
): Promise<string> {
  const ids: TaskId[] = [];
  for (const place of places) {
    const id = tasks[place]?.id;
    if (id !== undefined) ids.push(id);
  }
  if (store === undefined) return ids.join('\n');
  const parts: string[] = [];
  for (let start = 0; start < ids.length; start += idsAtOnce) {
    parts.push(await store.stamps(family, ids.slice(start, start + idsAtOnce)));
  }
  return parts.join('\n');
}

function requirementIndices(
  tasks: readonly ResolvedTask[],
): Pick<LookRequest, 'offsets' | 'requirements'> {
  const offsets = new Int32Array(tasks.length + 1);
  let total = 0;
  for (const [index, { requirements }] of tasks.entries()) {
    total += requirements.length;
    offsets[index + 1] = total;
  }
  const indices = new Int32Array(total);
  if (total === 0) return { offsets, requirements: indices };
  const indexOf = new Map<ResolvedTask, number>();
  let at = 0;
  for (const [index, task] of tasks.entries()) {
    indexOf.set(task, index);
    for (const { node } of task.requirements) {
      indices[at] = node.task.family.wrapper ? -1 : (indexOf.get(node) ?? -1);
      at += 1;
    }
  }
  return { offsets, requirements: indices };
}

/** The line of each task that has a stamp or an id to look one up. */
function linesOf({ count, groups }: LookRequest): string[] {
  const lines = new Array<string>(count).fill('');
  for (const { lines: text, places } of groups) {
    for (const [index, line] of text.split('\n').entries()) lines[places[index] ?? 0] = line;
  }
  return lines;
}

function stampOf({ id }: ResolvedTask, line: string): Stamp | undefined {
  return line.length <= id.length ? undefined : parseStamp(line.slice(id.length + 1));
}

function statOf({ values }: Looked, index: number): ReturnType<Stat> {
  const kind = values[index * 3 + 2] ?? 0;
  if (kind === 0) return undefined;
  const [size = 0, mtime = 0] = values.subarray(index * 3, index * 3 + 2);
  return { size, mtime, isFile: kind === 1 };
}

function firstCandidate(task: Task, workspace: Workspace): string | undefined {
  const location = task.family.source(task.values);
  return location === undefined ? undefined : preferredPath(location, workspace);
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
    const path = preferredPath(location, workspace);
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
