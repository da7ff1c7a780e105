import type { TaskRecord } from '../../store/record.ts';
import type { Store } from '../../store/store.ts';
import { parameterTexts, type Task } from '../../task/task.ts';
import type { Plan, PlanNode } from './planNode.ts';
import { differences, type Why } from './why.ts';

type Records = Pick<Store, 'recordsAbout'>;

/** At most this many tasks get the costly "differs from an earlier one by …". */
const mostExplained = 1000;

/**
 * "Never run" becomes "new: …" where the same subject was worked on with other parameters. A look
 * into the store for each of them: small plans are explained at once, large ones by page.
 */
export async function explainNew(
  nodes: readonly PlanNode[],
  store: Records | undefined,
): Promise<void> {
  for (const planned of nodes) {
    if (planned.action !== 'run' || planned.why.kind !== 'never-run') continue;
    planned.why = (await nearestEarlier(planned.node.task, store)) ?? planned.why;
  }
}

/** The same for a whole plan, where that is soon done. */
export async function explainSmall({ nodes }: Plan, store: Records | undefined): Promise<void> {
  const fresh = nodes.filter(({ action, why }) => action === 'run' && why.kind === 'never-run');
  if (fresh.length <= mostExplained) await explainNew(fresh, store);
}

async function nearestEarlier(task: Task, store: Records | undefined): Promise<Why | undefined> {
  const { family } = task;
  const records = await store?.recordsAbout(family.family, family.subject(task.values), 20);
  const now = significantTexts(task);
  let nearest: ReturnType<typeof differences> | undefined;
  for (const record of records ?? []) {
    const changes = differences(recordTexts(record, task), now);
    if (changes.length > 0 && (nearest === undefined || changes.length < nearest.length)) {
      nearest = changes;
    }
  }
  return nearest === undefined ? undefined : { kind: 'new', changes: nearest };
}

function significantTexts(task: Task): Record<string, string> {
  const significant = new Set(task.family.significantList.map(([name]) => name));
  const texts = Object.entries(parameterTexts(task)).filter(([name]) => significant.has(name));
  return { ...Object.fromEntries(texts), version: shortVersion(task.family.version) };
}

function recordTexts(record: TaskRecord, task: Task): Record<string, string> {
  const insignificant = new Set(
    task.family.parameterList.filter(([, p]) => !p.significant).map(([name]) => name),
  );
  const texts = Object.entries(record.params).filter(([name]) => !insignificant.has(name));
  return { ...Object.fromEntries(texts), version: shortVersion(record.version) };
}

function shortVersion(version: string): string {
  return version.split('.').slice(0, 2).join('.');
}
