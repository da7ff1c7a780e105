import { hashOutput } from '../../core/engine/hashOutput.ts';
import type { PlanNode } from '../../core/engine/planning/planNode.ts';
import { newRunId } from '../../core/engine/runId.ts';
import type { ServicePlaces } from '../../core/engine/service.ts';
import { throughWrappers } from '../../core/engine/throughWrappers.ts';
import { asRecorded, taskPlace } from '../../core/storage/asRecorded.ts';
import { planClean } from '../../core/storage/planClean.ts';
import { recordedBytes, type StoredTask } from '../../core/storage/storedTask.ts';
import { TrashBatchWriter } from '../../core/storage/trash.ts';
import type { TaskRecord } from '../../core/store/record.ts';
import type { Store } from '../../core/store/store.ts';
import type { CleanedTask, CleanReply, CleanRequest, KeptTask } from '../../core/task/service.ts';
import { taskOf, type TaskId } from '../../core/task/task.ts';

/**
 * Moves the intermediates of some results to the trash, as the rules of `planClean` and the disk
 * allow. Each folder is looked at again right before it moves. Nothing that runs, waits or is
 * queued in this process loses what it will read.
 */
export async function cleanClosure(
  { protect }: CleanRequest,
  { workspace, store, registry, now, needed, plan: planTasks }: ServicePlaces,
): Promise<CleanReply> {
  const roots = protect.map(({ family, values }) => taskOf(registry.get(family), values));
  const { nodes } = await planTasks(roots);
  const requested = nodes.filter((planned) => planned.requested).map(({ node }) => node.id);
  const tasks = await storedTasks(nodes, store);
  const plan = planClean(tasks, { protect: new Set(requested), needed: needed() });

  const { outputs, trash } = workspace.layout;
  const at = now();
  const batch = new TrashBatchWriter({ outputs, trash }, newRunId(at), at, 'CleanIntermediates');
  const cleaned: CleanedTask[] = plan.gone.map(cleanedTask);
  const kept: KeptTask[] = plan.keep.map(({ task, why }) => ({ ...cleanedTask(task), why }));
  for (const task of plan.clean) {
    const item = cleanedTask(task);
    if (needed().has(task.id)) {
      kept.push({ ...item, why: 'a task that has yet to run needs it' });
      continue;
    }
    const found = asRecorded(outputs, taskPlace(task), task.record?.outputs ?? [], hashOutput);
    switch (found.kind) {
      case 'as-recorded':
        batch.move(item);
        cleaned.push(item);
        break;
      case 'missing': // another task of this run cleaned it meanwhile
        cleaned.push(item);
        break;
      case 'changed':
        kept.push({ ...item, why: found.why });
        break;
    }
    await nextTurn();
  }
  const moved = batch.count === 0 ? null : { count: batch.count, batch: batch.batch };
  return { cleaned: inOrder(cleaned), kept: inOrder(kept), moved };
}

/** The plan's nodes as storage judges them, in the plan's order: requirements first. */
async function storedTasks(nodes: readonly PlanNode[], store: Store): Promise<StoredTask[]> {
  const records = await recordsOf(nodes, store);
  return nodes.map(({ node, assessment }): StoredTask => {
    const { family, values } = node.task;
    return {
      id: node.id,
      family: family.family,
      subject: family.subject(values),
      kind: family.external ? 'source' : family.wrapper ? 'wrapper' : 'made',
      requirements: throughWrappers(node).map((requirement) => requirement.node.id),
      state: assessment.state,
      record: records.get(node.id),
      current: { version: family.version, code: family.code },
    };
  });
}

async function recordsOf(
  nodes: readonly PlanNode[],
  store: Store,
): Promise<ReadonlyMap<TaskId, TaskRecord>> {
  const wanted = new Map<string, TaskId[]>();
  for (const { node } of nodes) {
    const { family, external, wrapper } = node.task.family;
    if (external || wrapper) continue;
    const ids = wanted.get(family);
    if (ids === undefined) wanted.set(family, [node.id]);
    else ids.push(node.id);
  }
  const records = new Map<TaskId, TaskRecord>();
  for (const [family, ids] of wanted) {
    for (const [id, record] of await store.records(family, ids)) records.set(id, record);
  }
  return records;
}

function cleanedTask(task: StoredTask): CleanedTask {
  const { id, family, subject } = task;
  return { id, family, subject, bytes: recordedBytes(task) };
}

function inOrder<T extends CleanedTask>(tasks: readonly T[]): T[] {
  const key = ({ family, subject, id }: T): string => `${family}\0${subject}\0${id}`;
  return [...tasks].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
