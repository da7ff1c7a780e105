import type { Plan, PlanNode } from '../../../core/engine/planning/planNode.ts';
import {
  countedReasons,
  type CountedReason,
} from '../../../core/engine/planning/countedReasons.ts';
import { describeWhy } from '../../../core/engine/planning/why.ts';
import { askTasks, isLargeBatch, planAsked } from '../askTasks.ts';
import { exitCode } from '../exitCode.ts';
import { describeSeconds, grouped } from '../progressLine.ts';
import { openReader, type WorkspaceOptions } from '../session.ts';
import { alignColumns, printJson, type Terminal } from '../terminal.ts';

export interface PlanOptions extends WorkspaceOptions {
  readonly json?: boolean;
  readonly why?: boolean;
  readonly verify?: boolean;
  readonly batch?: string;
  readonly sweep?: readonly string[];
}

/** Plans up to this size are listed whole without being asked. */
const listedUnasked = 1000;

/** `astra plan FAMILY k=v…`: what a run would do, and why. Writes nothing. */
export async function planCommand(
  terminal: Terminal,
  family: string,
  words: readonly string[],
  options: PlanOptions,
): Promise<void> {
  const engine = await openReader(terminal, {
    ...options,
    manyTasks: isLargeBatch(terminal, options.batch),
  });
  try {
    const asked = {
      family,
      words,
      ...(options.batch === undefined ? {} : { batch: options.batch }),
      ...(options.sweep === undefined ? {} : { sweep: options.sweep }),
    };
    const plan = await planAsked(engine, terminal, askTasks(engine, terminal, asked), {
      verify: options.verify === true,
      keepAll: options.why === true,
    });
    if (plan.planned === 0) {
      terminal.err('astra: there is nothing to plan: the batch holds no rows\n');
      terminal.exit(exitCode.nothing);
      return;
    }
    const counts = countActions(plan);
    const estimate = await engine.estimateSeconds(plan);
    if (options.json !== true) {
      const unlisted = countedReasons(plan, engine.registry);
      terminal.out(planText(plan, counts, estimate, options.why === true, unlisted));
      return;
    }
    const summary = { ...counts, estimate_seconds: estimate };
    if (options.why === true) {
      for (const node of plan.nodes) printJson(terminal, taskDocument(node));
      printJson(terminal, summary);
    } else {
      const tasks = plan.planned <= listedUnasked ? plan.nodes.map(taskDocument) : undefined;
      printJson(terminal, { ...summary, ...(tasks === undefined ? {} : { tasks }) });
    }
  } finally {
    await engine.close();
  }
}

interface ActionCounts {
  readonly planned: number;
  readonly reused: number;
  readonly to_run: number;
  readonly waiting: number;
  readonly blocked: number;
}

function countActions({ nodes, planned, counted }: Plan): ActionCounts {
  const unlisted = [...counted.values()].reduce((sum, count) => sum + count, 0);
  const counts = { planned, reused: unlisted, to_run: 0, waiting: 0, blocked: 0 };
  for (const { action } of nodes) {
    if (action === 'reuse') counts.reused += 1;
    else if (action === 'wait') counts.waiting += 1;
    else counts.to_run += 1;
  }
  return counts;
}

function taskDocument({ node, action, why }: PlanNode) {
  const { family, values } = node.task;
  const subject = family.subject(values);
  return { id: node.id, family: family.family, subject, action, why: describeWhy(why) };
}

/** Groups of tasks that share family, action and reason; with `why` every task that would run. */
function planText(
  plan: Plan,
  counts: ActionCounts,
  estimate: number | null,
  everyTask: boolean,
  unlisted: readonly CountedReason[],
): string {
  const about =
    estimate === null || counts.to_run === 0 ? '' : `; takes ${describeSeconds(estimate)}`;
  const head =
    `${grouped(counts.planned)} tasks: ${grouped(counts.to_run)} to run, ` +
    `${grouped(counts.reused)} reused, ${grouped(counts.waiting)} waiting${about}\n\n`;
  if (everyTask) {
    const rows = plan.nodes
      .filter(({ action }) => action !== 'reuse')
      .map((planned) => {
        const { action, family, subject, why } = taskDocument(planned);
        return [action, family, subject, why];
      });
    return head + alignColumns(rows);
  }
  const groups = new Map<string, { row: string[]; count: number }>();
  for (const planned of plan.nodes) {
    const { action, family, why } = taskDocument(planned);
    const key = `${action}\0${family}\0${why}`;
    const group = groups.get(key) ?? { row: [action, family, why], count: 0 };
    group.count += 1;
    groups.set(key, group);
  }
  for (const { family, why, tasks } of unlisted) {
    const key = `reuse\0${family}\0${why}`;
    const group = groups.get(key) ?? { row: ['reuse', family, why], count: 0 };
    groups.set(key, { ...group, count: group.count + tasks });
  }
  const rows = [...groups.values()]
    .slice(0, 40)
    .map(({ row: [action = '', family = '', why = ''], count }) => [
      action,
      family,
      grouped(count),
      why,
    ]);
  const more =
    groups.size > 40 ? `and ${groups.size - 40} more groups; --why lists every task\n` : '';
  return head + alignColumns(rows) + more;
}
