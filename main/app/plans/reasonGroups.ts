import type { PlanSummary } from '../../../core/api/plans.ts';
import type { PlanNode } from '../../../core/engine/planning/planNode.ts';
import type { CountedReason } from '../../../core/engine/planning/countedReasons.ts';
import { describeWhy, type Why } from '../../../core/engine/planning/why.ts';
import { planActions } from './plannedTask.ts';

export type ReasonGroup = Omit<PlanSummary['groups'][number], 'estimateSeconds'>;

/** Reasons of one kind that are told apart; with more, each names a file of its own. */
const mostReasons = 10;

interface Kind {
  readonly action: ReasonGroup['action'];
  readonly family: string;
  readonly kind: Why['kind'];
  readonly first: PlanNode;
  readonly texts: Map<string, { tasks: number; readonly first: PlanNode }>;
  tasks: number;
}

const order = ['run', 'wait', 'blocked', 'reuse'] as const;

/** Counts the tasks of a plan by action, family and reason; as many groups as one can read. */
export class ReasonGroups {
  readonly #kinds = new Map<string, Kind>();

  add(planned: PlanNode): void {
    const { why, node } = planned;
    const action = planActions[planned.action];
    const { family } = node.task.family;
    const key = `${action}\0${family}\0${why.kind}`;
    let kind = this.#kinds.get(key);
    if (kind === undefined) {
      kind = { action, family, kind: why.kind, first: planned, texts: new Map(), tasks: 0 };
      this.#kinds.set(key, kind);
    }
    kind.tasks += 1;
    if (kind.texts.size > mostReasons) return;
    const text = describeWhy(why);
    const known = kind.texts.get(text);
    if (known === undefined) kind.texts.set(text, { tasks: 1, first: planned });
    else known.tasks += 1;
  }

  /** What is to be done first; `unlisted`: tasks that were not added. */
  list(unlisted: readonly CountedReason[]): ReasonGroup[] {
    const groups: ReasonGroup[] = [...this.#kinds.values()].flatMap((kind) =>
      kind.texts.size > mostReasons ? [merged(kind)] : apart(kind),
    );
    for (const { family, why, tasks } of unlisted) {
      const same = groups.findIndex(
        (group) => group.action === 'reuse' && group.family === family && group.why === why,
      );
      const known = groups[same];
      if (known === undefined) groups.push({ action: 'reuse', family, why, tasks });
      else groups[same] = { action: 'reuse', family, why, tasks: known.tasks + tasks };
    }
    return groups.sort((a, b) => order.indexOf(a.action) - order.indexOf(b.action));
  }
}

function apart({ action, family, texts }: Kind): ReasonGroup[] {
  return [...texts].map(([why, { tasks, first }]) => {
    const { task } = first.node;
    const subject = tasks === 1 ? { subject: task.family.subject(task.values) } : {};
    return { action, family, why, tasks, ...subject };
  });
}

function merged({ action, family, kind, first, tasks }: Kind): ReasonGroup {
  return { action, family, why: manyReasons(kind, first.why), tasks };
}

/** What reasons of one kind have in common, in words. */
function manyReasons(kind: Why['kind'], first: Why): string {
  switch (kind) {
    case 'new':
      return 'new: other parameters than earlier ones';
    case 'input-changed':
      return 'input changed: a different one for each';
    case 'input-again':
      return 'input made again: a different one for each';
    case 'output-missing':
      return 'output missing';
    case 'output-changed':
      return 'output changed outside';
    case 'to-fetch':
      return 'to be fetched: a file each';
    case 'not-here':
      return first.kind === 'not-here' && first.canFetch
        ? 'not here yet: a file each (use_remote=true would fetch them)'
        : 'not here yet: a file each';
    case 'never-run':
    case 'code-changed':
    case 'complete':
    case 'here':
    case 'source-gone':
    case 'not-needed':
    case 'forced':
      return describeWhy(first);
  }
}
