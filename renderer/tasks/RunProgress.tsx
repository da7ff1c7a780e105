import { IconLoader2 } from '@tabler/icons-react';
import { goTo } from '../frame/viewStore.ts';
import { formatCount } from '../format/number.ts';
import { formatDuration } from '../format/time.ts';
import { runShare } from './runCounts.ts';
import { isActive, useRuns } from './runStore.ts';
import { ProgressBar } from './ProgressBar.tsx';

/** The running job in the status bar; nothing while the queue is empty. */
export function RunProgress() {
  const run = useRuns((state) => state.runs.find(isActive));
  if (run === undefined) return null;
  const { finished } = runShare(run);
  return (
    <button type="button" className="row run-progress" onClick={() => goTo('tasks')}>
      <IconLoader2 size={12} stroke={1.6} className="spin" aria-hidden />
      <span className="clip">
        {run.family} {formatCount(finished)} of {formatCount(run.planned)}
        {run.etaSeconds !== null && `, about ${formatDuration(run.etaSeconds)} left`}
      </span>
      <span style={{ width: 96 }}>
        <ProgressBar run={run} thin />
      </span>
    </button>
  );
}
