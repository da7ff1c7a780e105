import { Button } from '@mantine/core';
import {
  IconChevronDown,
  IconChevronUp,
  IconPlayerPause,
  IconPlayerPlay,
  IconSquare,
} from '@tabler/icons-react';
import { useState } from 'react';
import type { RunSummary, RunTask, TaskState } from '../../core/api/tasks.ts';
import { keyText } from '../actions/chord.ts';
import { isMac } from '../actions/platform.ts';
import { sentence } from '../client/problemText.ts';
import { IconButton } from '../components/IconButton.tsx';
import { formatCount } from '../format/number.ts';
import { formatDuration } from '../format/time.ts';
import { useRoom } from '../frame/windowWidth.ts';
import { showDetail } from './detailStore.ts';
import { ProgressBar } from './ProgressBar.tsx';
import { controlRun, isActive, useRuns } from './runStore.ts';
import { StateLabel } from './StateLabel.tsx';
import { taskStateWord } from './stateWords.ts';

const shownStates: readonly TaskState[] = [
  'running',
  'queued',
  'ran',
  'reused',
  'waiting',
  'blocked',
  'failed',
  'cancelled',
];

/** The current run, or the last one: counts, progress, and its tasks when unfolded. */
export function QueueDrawer() {
  const run = useRuns((state) => state.runs.find(isActive) ?? state.runs[0]);
  const tasks = useRuns((state) => (run === undefined ? undefined : state.tasks.get(run.runId)));
  const [asked, setAsked] = useState(false);
  const { tall } = useRoom();
  const open = asked && tall;
  return (
    <section className="queue" aria-label="Queue">
      <div className="row queue-head">
        <h2>Queue</h2>
        {run === undefined ? (
          <span className="second">empty</span>
        ) : (
          <>
            {!isActive(run) && <span className="second">last run, {run.family}</span>}
            {shownStates
              .filter((state) => run.counts[state] > 0)
              .map((state) => (
                <StateCount key={state} state={state} count={run.counts[state]} />
              ))}
          </>
        )}
        <span className="push" />
        {run !== undefined && isActive(run) && <Controls run={run} />}
        <IconButton
          small
          icon={open ? IconChevronDown : IconChevronUp}
          label={open ? 'Fold the queue' : 'Unfold the queue'}
          disabledReason={
            run === undefined
              ? 'Nothing is in the queue'
              : tall
                ? undefined
                : 'The window is too low for the list'
          }
          onClick={() => setAsked(!asked)}
        />
      </div>
      {run !== undefined && isActive(run) && (
        <div style={{ padding: '0 12px 8px' }}>
          <ProgressBar run={run} />
        </div>
      )}
      {open && run !== undefined && (
        <div className="queue-list scroll" data-keys="table">
          {[...(tasks?.values() ?? [])].map((task) => (
            <QueueRow key={task.id} task={task} />
          ))}
        </div>
      )}
    </section>
  );
}

function StateCount({ state, count }: { readonly state: TaskState; readonly count: number }) {
  const { word, icon: Picture, tone } = taskStateWord(state);
  return (
    <span className={`state ${tone}`}>
      <Picture
        size={14}
        stroke={1.6}
        className={state === 'running' ? 'spin' : undefined}
        aria-hidden
      />
      {formatCount(count)} {word.toLowerCase()}
    </span>
  );
}

function Controls({ run }: { readonly run: RunSummary }) {
  const paused = run.state === 'paused';
  return (
    <>
      <span className="second small">
        {run.rate !== null && `${run.rate.toFixed(1)} tasks/s `}
        {run.etaSeconds !== null && <b>about {formatDuration(run.etaSeconds)} left</b>}
      </span>
      <Button
        size="sm"
        leftSection={
          paused ? (
            <IconPlayerPlay size={14} stroke={1.6} />
          ) : (
            <IconPlayerPause size={14} stroke={1.6} />
          )
        }
        onClick={() => void controlRun(run.runId, paused ? 'resume' : 'pause')}
      >
        {paused ? 'Resume' : 'Pause'}
      </Button>
      <Button
        size="sm"
        title={keyText('Ctrl+.', isMac)}
        leftSection={<IconSquare size={14} stroke={1.6} />}
        onClick={() => void controlRun(run.runId, 'cancel')}
      >
        Cancel
      </Button>
    </>
  );
}

function QueueRow({ task }: { readonly task: RunTask }) {
  return (
    <button type="button" className="queue-row" onClick={() => void showDetail(task.id)}>
      <StateLabel state={taskStateWord(task.state)} progress={task.progress} />
      <span className="clip">{task.family}</span>
      <span className="mono clip">{task.subject}</span>
      <span className="second clip">{sentence(task.problem?.message ?? task.why)}</span>
      <span className="muted num">{task.seconds === null ? '' : formatDuration(task.seconds)}</span>
    </button>
  );
}
