import type { PlanSummary } from '../../core/api/plans.ts';
import { formatCount, plural } from '../format/number.ts';
import { formatDuration } from '../format/time.ts';

/** "2 tasks: 1 to run, 1 reused; about 0.2 s". */
export function planWords(plan: PlanSummary): string {
  const parts: [number, string][] = [
    [plan.toRun, 'to run'],
    [plan.reused, 'reused'],
    [plan.waiting, 'waiting'],
    [plan.blocked, 'blocked'],
  ];
  const words = parts
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${formatCount(count)} ${word}`);
  const time =
    plan.toRun > 0 && plan.estimateSeconds !== null
      ? `; about ${formatDuration(plan.estimateSeconds)}`
      : '';
  return `${plural(plan.planned, 'task')}: ${words.join(', ')}${time}`;
}
