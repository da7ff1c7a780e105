import { Button } from '@mantine/core';
import {
  IconChevronDown,
  IconChevronUp,
  IconPlayerPause,
  IconPlayerPlay,
  IconSquare,
} from '@tabler/icons-react';
import { useState } from 'react';
import type { RunSummary, TaskState } from '../../core/api/tasks.ts';
import { keyText } from '../actions/chord.ts';
import { isMac } from '../actions/platform.ts';
import { IconButton } from '../components/IconButton.tsx';
import { formatCount } from '../format/number.ts';
import { formatDuration } from '../format/time.ts';
import { useRoom } from '../frame/windowWidth.ts';
import { ProgressBar } from './ProgressBar.tsx';
import { QueueList } from './QueueList.tsx';
import { controlRun, isActive, useRuns } from './runStore.ts';
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
  const [chosen, setChosen] = useState<TaskState | null>(null);
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
                <StateCount
                  key={state}
                  state={state}
                  count={run.counts[state]}
                  chosen={open && chosen === state}
                  onChoose={() => {
                    setChosen(open && chosen === state ? null : state);
                    setAsked(true);
                  }}
                />
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
        <div className="queue-list col">
          <QueueList run={run} state={chosen} />
        </div>
      )}
    </section>
  );
}

interface StateCountProps {
  readonly state: TaskState;
  readonly count: number;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}

/** A count that shows the tasks behind it. */
function StateCount({ state, count, chosen, onChoose }: StateCountProps) {
  const { word, icon: Picture, tone } = taskStateWord(state);
  return (
    <button
      type="button"
      className={`state state-count ${tone}`}
      aria-pressed={chosen}
      title={chosen ? 'Show tasks of all states' : `Show the ${word.toLowerCase()} tasks`}
      onClick={onChoose}
    >
      <Picture
        size={14}
        stroke={1.6}
        className={state === 'running' ? 'spin' : undefined}
        aria-hidden
      />
      {formatCount(count)} {word.toLowerCase()}
    </button>
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
