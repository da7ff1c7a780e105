import { Button } from '@mantine/core';
import { IconChevronDown, IconChevronRight, IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import type { FailureGroup, RunSummary } from '../../core/api/tasks.ts';
import { sentence } from '../client/problemText.ts';
import { formatCount, plural } from '../format/number.ts';
import { FailedTasks } from './FailedTasks.tsx';
import { isActive, retryFailed, useRuns } from './runStore.ts';
import { taskStateWord } from './stateWords.ts';
import { StateLabel } from './StateLabel.tsx';

/** What failed in a run, by what it said; each way can be tried again, or all, or what changed. */
export function FailureTable({ run }: { readonly run: RunSummary }) {
  const failures = useRuns((state) => state.failures.get(run.runId));
  const [open, setOpen] = useState<string | null>(null);
  if (failures === undefined || run.counts.failed === 0) return null;
  const { groups } = failures;
  const blocked =
    run.counts.blocked === 0 ? '' : `; ${formatCount(run.counts.blocked)} more are blocked by them`;
  const busy = isActive(run) ? 'Wait for the run to end, or cancel it' : undefined;
  return (
    <section aria-label="Failures" className="col failures">
      <div className="row section-head">
        <h2>Failures</h2>
        <span className="second clip">
          {plural(run.counts.failed, 'task')} failed in {plural(groups.length, 'way')}
          {blocked}
        </span>
        <span className="push row">
          <Button
            size="sm"
            disabled={busy !== undefined}
            title={busy ?? 'Those of which a file or a requirement is newer than the run'}
            onClick={() => void retryFailed(run.runId, { changed: true })}
          >
            Retry what changed
          </Button>
          <Button
            size="sm"
            disabled={busy !== undefined}
            title={busy}
            leftSection={<IconRefresh size={14} stroke={1.6} />}
            onClick={() => void retryFailed(run.runId, {})}
          >
            Retry all {formatCount(run.counts.failed)}
          </Button>
        </span>
      </div>
      {groups.map((group) => (
        <Group
          key={group.key}
          run={run}
          group={group}
          busy={busy}
          open={open === group.key}
          onToggle={() => setOpen(open === group.key ? null : group.key)}
        />
      ))}
    </section>
  );
}

interface GroupProps {
  readonly run: RunSummary;
  readonly group: FailureGroup;
  readonly busy: string | undefined;
  readonly open: boolean;
  readonly onToggle: () => void;
}

function Group({ run: { runId }, group, busy, open, onToggle }: GroupProps) {
  const { key, family, code, message, advice, tasks, transient } = group;
  const Arrow = open ? IconChevronDown : IconChevronRight;
  return (
    <>
      <div className="failure-row">
        <button type="button" className="row" aria-expanded={open} onClick={onToggle}>
          <Arrow size={14} stroke={1.6} className="faint" aria-hidden />
          <StateLabel state={taskStateWord('failed')} />
          <span className="col">
            <span className="strong clip" title={message}>
              {sentence(message)}
            </span>
            <span className="second clip">
              {family}, {plural(tasks, 'task')},{' '}
              <span className="mono muted">{transient ? `${code}, transient` : code}</span>
            </span>
          </span>
        </button>
        <Button
          size="sm"
          disabled={busy !== undefined}
          title={busy}
          aria-label={`Retry ${plural(tasks, 'task')}: ${message}`}
          onClick={() => void retryFailed(runId, { failure: key })}
        >
          Retry {tasks === 1 ? 'it' : 'all'}
        </Button>
      </div>
      {open && (
        <div className="failure-tasks col">
          {advice !== undefined && <p className="second small">{sentence(advice)}.</p>}
          <FailedTasks runId={runId} failure={key} busy={busy !== undefined} />
        </div>
      )}
    </>
  );
}
