import { useCallback } from 'react';
import { astra } from '../client/current.ts';
import { usePagedRows } from '../components/pagedRows.ts';
import { VirtualTable } from '../components/VirtualTable.tsx';
import { formatDuration } from '../format/time.ts';
import { showDetail, useDetail } from './detailStore.ts';
import { retryFailed } from './runStore.ts';

const columns = [
  { head: 'Subject', width: 'minmax(120px, 2fr)' },
  { head: 'Where', width: 'minmax(120px, 2fr)' },
  { head: 'Time', width: '64px', number: true },
  { head: '', width: '44px' },
];

interface FailedTasksProps {
  readonly runId: string;
  /** Which group of failures. */
  readonly failure: string;
  readonly busy: boolean;
}

/** The tasks that failed in one way; Enter opens one, R tries it again. */
export function FailedTasks({ runId, failure, busy }: FailedTasksProps) {
  const opened = useDetail((state) => state.id);
  const load = useCallback(
    async (offset: number, limit: number) => {
      const asked = { runId, failure, offset, limit };
      const { total, tasks } = await astra().call('runs.tasks', asked);
      return { total, rows: tasks };
    },
    [runId, failure],
  );
  const rows = usePagedRows(load);
  return (
    <VirtualTable
      label="Tasks that failed so"
      rows={rows}
      columns={columns}
      shown={8}
      cells={({ id, subject, seconds, problem }) => [
        <span key="s" className="mono" title={subject}>
          {subject}
        </span>,
        <span key="w" className="mono muted" title={String(problem?.where.file ?? '')}>
          {String(problem?.where.file ?? problem?.where.parameter ?? '')}
        </span>,
        formatDuration(seconds),
        <button
          key="r"
          type="button"
          className="link"
          tabIndex={-1}
          disabled={busy}
          onClick={(event) => {
            event.stopPropagation();
            void retryFailed(runId, { ids: [id] });
          }}
        >
          Retry
        </button>,
      ]}
      isSelected={({ id }) => id === opened}
      onOpen={({ id }, step) => void showDetail(id, step)}
      onKey={(key, { id }) => {
        if (key !== 'r' || busy) return false;
        void retryFailed(runId, { ids: [id] });
        return true;
      }}
      empty="No task is left in this group."
    />
  );
}
