import { IconX } from '@tabler/icons-react';
import { useCallback, useEffect } from 'react';
import type { RunSummary, TaskState } from '../../core/api/tasks.ts';
import { astra } from '../client/current.ts';
import { sentence } from '../client/problemText.ts';
import { IconButton } from '../components/IconButton.tsx';
import { usePagedRows } from '../components/pagedRows.ts';
import { VirtualTable } from '../components/VirtualTable.tsx';
import { formatDuration } from '../format/time.ts';
import { showDetail, useDetail } from './detailStore.ts';
import { cancelTask } from './runStore.ts';
import { taskStateWord } from './stateWords.ts';
import { StateLabel } from './StateLabel.tsx';

const columns = [
  { head: 'State', width: '110px' },
  { head: 'Family', width: '130px' },
  { head: 'Subject', width: 'minmax(140px, 1fr)' },
  { head: 'Why', width: 'minmax(140px, 2fr)' },
  { head: 'Time', width: '72px', number: true },
  { head: '', width: '28px' },
];

interface QueueListProps {
  readonly run: RunSummary;
  /** Null: tasks of all states. */
  readonly state: TaskState | null;
}

/** The tasks of a run, by page; X cancels the one in focus. */
export function QueueList({ run, state }: QueueListProps) {
  const opened = useDetail((detail) => detail.id);
  const { runId } = run;
  const load = useCallback(
    async (offset: number, limit: number) => {
      const states = state === null ? {} : { states: [state] };
      const page = await astra().call('runs.tasks', { runId, ...states, offset, limit });
      return { total: page.total, rows: page.tasks };
    },
    [runId, state],
  );
  const rows = usePagedRows(load);
  // `run` is another object with every event of it, at most four times a second.
  useEffect(() => rows.refresh(), [rows, run]);
  return (
    <VirtualTable
      label="Tasks of the run"
      rows={rows}
      columns={columns}
      cells={(task) => [
        <StateLabel key="s" state={taskStateWord(task.state)} progress={task.progress} />,
        task.family,
        <span key="u" className="mono" title={task.subject}>
          {task.subject}
        </span>,
        <span key="w" className="second" title={task.problem?.message ?? task.why}>
          {sentence(task.problem?.message ?? task.why)}
        </span>,
        task.seconds === null ? '' : formatDuration(task.seconds),
        canCancel(task.state) && (
          <span key="c" onClick={(event) => event.stopPropagation()}>
            <IconButton
              small
              icon={IconX}
              label={`Cancel ${task.subject}`}
              onClick={() => void cancelTask(runId, task.id)}
            />
          </span>
        ),
      ]}
      isSelected={({ id }) => id === opened}
      onOpen={({ id }, step) => void showDetail(id, step)}
      onKey={(key, task) => {
        if (key !== 'x' || !canCancel(task.state)) return false;
        void cancelTask(runId, task.id);
        return true;
      }}
      empty="No task is in this state now."
    />
  );
}

function canCancel(state: TaskState): boolean {
  return state === 'queued' || state === 'running';
}
