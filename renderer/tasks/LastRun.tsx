import { Button } from '@mantine/core';
import { IconActivity } from '@tabler/icons-react';
import { fromProblemData } from '../../core/problem/problem.ts';
import { isRunOf } from '../../core/api/runName.ts';
import type { FamilyDescription, RunTask } from '../../core/api/tasks.ts';
import { asProblemData } from '../client/checkReply.ts';
import { problemText, sentence } from '../client/problemText.ts';
import { ProblemCard } from '../components/ProblemCard.tsx';
import { formatDuration, formatWhen } from '../format/time.ts';
import { showDetail } from './detailStore.ts';
import { openTaskSpectrum } from './openTaskSpectrum.ts';
import { FailureTable } from './FailureTable.tsx';
import { RunOutcome } from './RunOutcome.tsx';
import { ResultCard } from './ResultCard.tsx';
import { useRuns } from './runStore.ts';
import { takesSpectrum } from './spectrumParameter.ts';
import { StateLabel } from './StateLabel.tsx';
import { taskStateWord } from './stateWords.ts';

/** With no more tasks than this (a file, and what is made of it) the one task says it all. */
const ALONE = 2;

/** What came of the latest run of this family. */
export function LastRun({ family }: { readonly family: FamilyDescription }) {
  const run = useRuns((state) =>
    state.runs.find((candidate) => isRunOf(candidate.family, family.family)),
  );
  const task = useRuns((state) => (run === undefined ? undefined : state.main.get(run.runId)));
  if (run === undefined) {
    return (
      <div className="empty small" style={{ padding: 32 }}>
        <strong>No run yet</strong>
        <span>The result appears here. The plan above says what a run will do.</span>
      </div>
    );
  }
  return (
    <section aria-label="Last run" className="last-run" aria-live="polite">
      <div className="row section-head">
        <h2>Last run</h2>
        <span className="second clip">
          {formatWhen(run.startedAt, new Date())}
          {run.finishedAt !== null &&
            `, ${formatDuration((Date.parse(run.finishedAt) - Date.parse(run.startedAt)) / 1000)}`}
        </span>
        {task !== undefined && (
          <span className="push row">
            {task.state !== 'waiting' && family.parameters.some(takesSpectrum) && (
              <Button
                size="sm"
                leftSection={<IconActivity size={14} stroke={1.6} />}
                onClick={() => void openTaskSpectrum(task.id)}
              >
                Open in Viewer
              </Button>
            )}
            <Button
              size="sm"
              variant="subtle"
              className="plain"
              onClick={() => void showDetail(task.id)}
            >
              Details
            </Button>
          </span>
        )}
      </div>
      {(task === undefined || run.planned > ALONE) && <RunOutcome run={run} />}
      {task !== undefined && <TaskOutcome task={task} />}
      <FailureTable run={run} />
    </section>
  );
}

function TaskOutcome({ task }: { readonly task: RunTask }) {
  return (
    <div className="col" style={{ gap: 8, padding: '0 12px 12px' }}>
      <div className="row">
        <StateLabel state={taskStateWord(task.state)} progress={task.progress} />
        <span className="mono" style={{ whiteSpace: 'nowrap' }}>
          {task.subject}
        </span>
        {task.problem === undefined && task.state !== 'waiting' && (
          <span className="second clip" title={task.why}>
            why: {task.why}
          </span>
        )}
        <span className="push muted small">
          {task.seconds === null ? '' : formatDuration(task.seconds)}
        </span>
      </div>
      {task.state === 'waiting' && (
        <p className="second" style={{ overflowWrap: 'anywhere' }}>
          {sentence(task.why)}
        </p>
      )}
      {task.problem !== undefined && (
        <ProblemCard
          problem={problemText(fromProblemData(asProblemData(task.problem)))}
          context={`${task.family} ${task.subject}`}
        />
      )}
      <ResultCard family={task.family} result={task.result} />
      {task.outputs.length > 0 && (
        <p className="small muted">
          Written to <span className="mono">{task.outputs.join(', ')}</span>
        </p>
      )}
    </div>
  );
}
