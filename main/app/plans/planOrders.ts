import type { HandlerInput } from '../../../core/api/contract.ts';
import type { Engine } from '../../../core/engine/engine.ts';
import { Problem } from '../../../core/problem/problem.ts';
import {
  combinations,
  type BatchRequest,
  type Sweep,
} from '../../../core/task/batch/batchRequest.ts';
import { faultsProblem, type ParameterTexts } from '../../../core/task/request.ts';
import type { Task } from '../../../core/task/task.ts';
import { batchCommand, commandText, sweepCommand } from '../commandText.ts';
import { openTable, type OpenTable } from './batchTable.ts';
import type { PlanOrder } from './planShelf.ts';

/** Combinations of sweeps; more are a table, not a sweep. */
const mostCombinations = 10_000;
/** Up to so many tasks are planned at once, in a few milliseconds. */
const few = 200;

/**
 * How to plan what a form describes: one task, or every combination of its sweeps.
 *
 * @throws Problem `bad-parameter` | `bad-sweep`
 */
export function formOrder(
  engine: Engine,
  { family, params, sweeps }: Pick<HandlerInput<'tasks.plan'>, 'family' | 'params' | 'sweeps'>,
): PlanOrder {
  const checked = checkedSweeps(sweeps);
  const tasks = [...combinations(checked)].map((swept) =>
    taskOf(engine, family, { ...params, ...swept }),
  );
  const [first] = tasks;
  if (first === undefined) throw new Error('a form without a task');
  return {
    family,
    command:
      checked.length === 0 ? commandText(first) : sweepCommand(engine, family, params, checked),
    make: (signal) =>
      tasks.length <= few ? engine.plan(tasks) : engine.planMany({ tasks: [tasks] }, {}, signal),
  };
}

/** A batch as the engine reads it, and the table it comes from. */
export function batchOf(
  engine: Engine,
  input: Pick<HandlerInput<'tasks.planBatch'>, 'family' | 'params' | 'sweeps' | 'table'>,
  anyPath: boolean,
): { readonly request: BatchRequest; readonly table: OpenTable } {
  const { family, params, sweeps } = input;
  engine.registry.get(family); // an unknown family is reported before any file is read
  const table = openTable(input.table, engine.workspace.layout.root, anyPath);
  const checked = checkedSweeps(sweeps);
  const request = { families: [family], file: table.name, shared: params, sweeps: checked };
  return { request, table };
}

/** @throws Problem `bad-sweep` | those of `openTable` */
export function batchOrder(
  engine: Engine,
  input: Pick<HandlerInput<'tasks.planBatch'>, 'family' | 'params' | 'sweeps' | 'table'>,
  anyPath: boolean,
): PlanOrder {
  const { request, table } = batchOf(engine, input, anyPath);
  const { family } = input;
  const { shared, sweeps } = request;
  const tasks = table.rows * combinationsOf(sweeps);
  const places = engine.places(engine.workspace.layout.root);
  return {
    family,
    command: batchCommand(engine, family, shared, sweeps, table.commandName),
    make: (signal) =>
      engine.planMany(
        {
          batch: { request, places },
          bytes: table.read('planner'),
          expected: { tasks, families: [[family, tasks]] },
        },
        {},
        signal,
      ),
  };
}

/** The task, or everything that is wrong with the request as one `Problem`. */
export function taskOf(engine: Engine, family: string, params: ParameterTexts): Task {
  const request = engine.request(family, params, engine.workspace.layout.root);
  if (request.ok) return request.task;
  throw faultsProblem(family, request.faults);
}

function checkedSweeps(sweeps: HandlerInput<'tasks.plan'>['sweeps']): Sweep[] {
  const names = sweeps.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new Problem('bad-sweep', 'it is swept twice', { where: { parameter: twice } });
  }
  const checked = sweeps.map(({ name, values }): Sweep => [name, [...new Set(values)]]);
  if (combinationsOf(checked) > mostCombinations) {
    throw new Problem('bad-sweep', `the sweeps make more than ${mostCombinations} combinations`, {
      advice: 'Write a table with a row for each instead',
    });
  }
  return checked;
}

function combinationsOf(sweeps: readonly Sweep[]): number {
  return sweeps.reduce((product, [, values]) => product * values.length, 1);
}
