import type { RunSummary } from '../../core/api/tasks.ts';
import { runShare } from './runCounts.ts';

/** Done solid, failed striped. */
export function ProgressBar({
  run,
  thin = false,
}: {
  readonly run: RunSummary;
  readonly thin?: boolean;
}) {
  const { done, failed, finished } = runShare(run);
  return (
    <div
      className={thin ? 'bar thin' : 'bar'}
      role="progressbar"
      aria-label={`${run.family} run`}
      aria-valuemin={0}
      aria-valuemax={run.planned}
      aria-valuenow={finished}
    >
      <i className="ok" style={{ width: `${done * 100}%` }} />
      <i className="failed" style={{ width: `${failed * 100}%` }} />
    </div>
  );
}
