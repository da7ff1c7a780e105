import type { RunSummary } from '../../core/api/tasks.ts';
import { formatCount } from '../format/number.ts';
import { formatDuration } from '../format/time.ts';
import { useFamilies } from './familyStore.ts';
import { ProgressBar } from './ProgressBar.tsx';
import { runShare } from './runCounts.ts';
import { isActive } from './runStore.ts';

/** How far a run of many tasks is, or how it ended. */
export function RunOutcome({ run }: { readonly run: RunSummary }) {
  const { finished } = runShare(run);
  const { ran, reused, waiting, cancelled } = run.counts;
  const parts: [number, string][] = [
    [ran, 'done'],
    [reused, 'reused'],
    [waiting, 'waiting'],
    [cancelled, 'cancelled'],
  ];
  const words = parts
    .filter(([count]) => count > 0)
    .map(([n, word]) => `${formatCount(n)} ${word}`);
  return (
    <div className="col" style={{ gap: 8, padding: '0 12px 12px' }}>
      <ProgressBar run={run} />
      <div className="row small">
        <span>
          {formatCount(finished)} of {formatCount(run.planned)}
        </span>
        <span className="second">{words.join(', ')}</span>
        <span className="push second">
          {isActive(run) && run.rate !== null && `${run.rate.toFixed(1)} tasks/s`}
          {run.etaSeconds !== null && `, about ${formatDuration(run.etaSeconds)} left`}
        </span>
        {!isActive(run) && ran + reused > 0 && (
          <button
            type="button"
            className="link"
            onClick={() => useFamilies.setState({ tab: 'history' })}
          >
            Results
          </button>
        )}
      </div>
    </div>
  );
}
