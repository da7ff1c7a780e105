import type { Handlers } from '../../core/api/dispatcher.ts';
import type { ResolvedTask, TaskDetail } from '../../core/api/tasks.ts';
import type { Engine } from '../../core/engine/engine.ts';
import type { PlanNode } from '../../core/engine/planning/planNode.ts';
import { readTaskLog } from '../../core/engine/taskLog.ts';
import { describeWhy } from '../../core/engine/planning/why.ts';
import { Problem } from '../../core/problem/problem.ts';
import type { TaskRecord } from '../../core/store/record.ts';
import { describeFamily } from '../../core/task/describeFamily.ts';
import type { ParameterTexts } from '../../core/task/request.ts';
import type { Task, TaskId } from '../../core/task/task.ts';
import { commandText } from './commandText.ts';
import { saysNothing } from '../../core/tasks/input/spectrumInput.ts';
import { taskOf } from './plans/planOrders.ts';
import type { PlanShelf } from './plans/planShelf.ts';
import { resultDescriptions } from './resultDescriptions.ts';
import { runTask, type Runs } from './runs.ts';
import { detailOfPlanned, detailOfStatus } from './unfinishedDetail.ts';

type TaskHandlers = Pick<
  Handlers,
  'tasks.families' | 'tasks.resolve' | 'tasks.detail' | 'tasks.list' | 'tasks.accept'
>;

/** What the session has open; asks anew each time, since workspaces come and go. */
export interface OpenEngine {
  readonly engine: Engine;
  readonly runs: Runs;
  readonly plans: PlanShelf;
}

export function taskHandlers(current: () => OpenEngine): TaskHandlers {
  return {
    'tasks.families': async () => {
      const { engine } = current();
      const complete = (await engine.store?.countByFamily()) ?? new Map<string, number>();
      return engine.registry.list().map((family) => ({
        ...describeFamily(family),
        results: resultDescriptions(family),
        complete: complete.get(family.family) ?? 0,
      }));
    },
    'tasks.resolve': ({ family, params }) => resolve(current().engine, family, params),
    'tasks.detail': async ({ id }) => detail(current(), id),
    'tasks.list': async ({ family, offset, limit }) => {
      const { engine } = current();
      const records = (await engine.store?.recordsOfFamily(family, offset, limit)) ?? [];
      const total = (await engine.store?.countByFamily())?.get(family) ?? 0;
      const statuses = records.map((record) => ({
        id: record.id,
        family: record.family,
        subject: record.subject,
        state: 'reused' as const,
        why: 'complete',
        requested: true,
        outputs: [],
        seconds: record.seconds,
      }));
      return { total, tasks: (await engine.withRecorded(statuses)).map(runTask) };
    },
    'tasks.accept': async ({ id }) => {
      const { engine, plans } = current();
      await engine.accept(taskOfRecord(engine, await recordOf(engine, id)));
      plans.outdate();
      return detail(current(), id);
    },
  };
}

async function resolve(
  engine: Engine,
  family: string,
  params: ParameterTexts,
): Promise<ResolvedTask> {
  const unknown = {
    state: 'unknown',
    text: 'Complete the parameters to see where it goes',
  } as const;
  try {
    const request = engine.request(family, params, engine.workspace.layout.root);
    if (!request.ok) {
      const errors = request.faults.map(({ parameter, message, allowed }) => ({
        parameter,
        message,
        ...(allowed === undefined ? {} : { allowed }),
      }));
      return { id: null, errors, notes: [...request.notes], location: unknown, command: '' };
    }
    const { task, notes } = request;
    const { nodes } = await engine.plan([task]);
    const planned = nodes.at(-1);
    if (planned === undefined) throw new Error('a plan without its own task');
    return {
      id: planned.node.id,
      errors: [],
      notes: [...notes],
      location: await locationOf(engine, planned),
      command: commandText(task),
    };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { message, advice, where } = error;
    const sentence = advice === undefined ? message : `${message}. ${advice}`;
    const errors = [{ parameter: where.parameter ?? '', message: sentence }];
    return { id: null, errors, notes: [], location: unknown, command: '' };
  }
}

async function locationOf(engine: Engine, planned: PlanNode): Promise<ResolvedTask['location']> {
  const { node, action, why } = planned;
  const { family } = node.task;
  if (family.external) {
    return action === 'reuse'
      ? { state: 'complete', text: 'This file is here' }
      : { state: 'waiting', text: sentence(describeWhy(why)) };
  }
  const path = `outputs/${family.family}/${node.id.slice(0, 2)}/${node.id}`;
  if (action === 'wait') return { state: 'waiting', text: sentence(describeWhy(why)), path };
  if (action === 'reuse') {
    const record = (await engine.store?.records(family.family, [node.id]))?.get(node.id);
    const day = record === undefined ? '' : ` on ${plainDay(record.finishedAt)}`;
    return { state: 'complete', text: `Already computed${day}`, path };
  }
  if (planned.stamp === undefined) {
    return { state: 'new', text: 'Writes to a new location, nothing is replaced', path };
  }
  return { state: 'stale', text: `Will be made again in place: ${describeWhy(why)}`, path };
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** `3 March 2026`, UTC as in the record. */
function plainDay(iso: string): string {
  const format = { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat('en-GB', format).format(new Date(iso));
}

async function findRecord(engine: Engine, id: string): Promise<TaskRecord | undefined> {
  const [record] = (await engine.store?.recordsById(id, 1)) ?? [];
  return record;
}

/** @throws Problem `unknown-id` */
async function recordOf(engine: Engine, id: string): Promise<TaskRecord> {
  const record = await findRecord(engine, id);
  if (record !== undefined) return record;
  throw new Problem('unknown-id', `no complete task has the id ${id}`);
}

function taskOfRecord(engine: Engine, record: TaskRecord): Task {
  return taskOf(engine, record.family, record.params);
}

/** By its record; of a task that has none by the run or the plan that it is part of. */
async function detail({ engine, runs, plans }: OpenEngine, id: string): Promise<TaskDetail> {
  const record = await findRecord(engine, id);
  const inRun = runs.find(id);
  // What failed just now is what one wants to see, though an older result may be on record.
  if (record !== undefined && inRun?.status.state !== 'failed')
    return recordedDetail(engine, record);
  const log = () => readTaskLog(engine.workspace.layout.log, id).map((line) => ({ ...line }));
  const task = inRun?.run.resolved(inRun.status.id)?.task;
  if (inRun !== undefined && task !== undefined) return detailOfStatus(inRun.status, task, log());
  const planned = plans.find(id);
  if (planned !== undefined) return detailOfPlanned(planned, log());
  throw new Problem('unknown-id', `no task with the id ${id} is recorded, in a run or in a plan`);
}

async function recordedDetail(engine: Engine, record: TaskRecord): Promise<TaskDetail> {
  const { nodes, byId } = await engine.plan([taskOfRecord(engine, record)]);
  const planned = byId.get(record.id);
  const family = engine.registry.get(record.family);
  const [status] = await engine.withRecorded([
    {
      id: record.id,
      family: record.family,
      subject: record.subject,
      state: 'reused',
      why: '',
      requested: true,
      outputs: [],
      seconds: record.seconds,
    },
  ]);
  return {
    id: record.id,
    family: record.family,
    version: record.version,
    subject: record.subject,
    state: stateOf(planned),
    why:
      planned === undefined
        ? `made by version ${record.version}; the family is now ${family.version}`
        : describeWhy(planned.assessment.state === 'stale' ? planned.assessment.why : planned.why),
    parameters: Object.entries(record.params)
      .filter(([name]) => !saysNothing(family.parameters, name, record.params))
      .map(([name, value]) => ({
        name,
        value,
        significant: family.parameters[name]?.significant ?? true,
      })),
    inputs: record.inputs.map((input) => ({
      name: input.name === '' ? nameOf(input.id, nodes) : input.name,
      path: input.kind === 'source' ? input.path : input.id,
      size: input.kind === 'source' ? input.size : 0,
      state: inputState(byId.get(input.id)),
    })),
    outputs: record.outputs.map((output, index) => ({
      name: output.name,
      path: status?.outputs[index] ?? '',
      size: output.size,
      state: planned?.assessment.state === 'cleaned' ? 'Not here' : 'As recorded',
    })),
    ...(record.result === null ? {} : { result: record.result }),
    finishedAt: record.finishedAt,
    seconds: record.seconds,
    log: readTaskLog(engine.workspace.layout.log, record.id).map((line) => ({ ...line })),
  };
}

function stateOf(planned: PlanNode | undefined): TaskDetail['state'] {
  if (planned === undefined) return 'superseded';
  switch (planned.assessment.state) {
    case 'complete':
      return 'complete';
    case 'cleaned':
      return 'cleaned';
    case 'stale':
      return planned.action === 'wait' ? 'waiting' : 'stale';
    case 'present':
    case 'absent':
      return 'complete';
  }
}

function inputState(planned: PlanNode | undefined): string {
  switch (planned?.assessment.state) {
    case 'present':
      return 'Here';
    case 'absent':
      return 'No longer here';
    case 'complete':
      return 'Complete';
    case 'cleaned':
      return 'Cleaned, can be rebuilt';
    case 'stale':
      return 'Would be made again';
    case undefined:
      return 'Unknown';
  }
}

function nameOf(id: TaskId, nodes: readonly PlanNode[]): string {
  return nodes.find(({ node }) => node.id === id)?.node.task.family.family ?? 'input';
}
