import { Select } from '@mantine/core';
import { useCallback, useState } from 'react';
import type { PlannedTask, PlanSummary } from '../../core/api/plans.ts';
import { astra } from '../client/current.ts';
import { sentence } from '../client/problemText.ts';
import { FilterField } from '../components/FilterField.tsx';
import { usePagedRows } from '../components/pagedRows.ts';
import { VirtualTable } from '../components/VirtualTable.tsx';
import { formatCount, plural } from '../format/number.ts';
import { showDetail, useDetail } from './detailStore.ts';
import type { TaskChoice } from './PlanTable.tsx';
import { planWord } from './stateWords.ts';
import { StateLabel } from './StateLabel.tsx';

const columns = [
  { head: 'Action', width: '84px' },
  { head: 'Family', width: '124px' },
  { head: 'Subject', width: 'minmax(120px, 2fr)' },
  { head: 'Why', width: 'minmax(120px, 3fr)' },
];

const actionWords: Record<PlannedTask['action'], string> = {
  run: 'to run',
  reuse: 'reused',
  wait: 'waiting',
  blocked: 'blocked',
};

/** The tasks of a plan one by one, with their why; fetched as they come into view. */
export function PlanTasks({ plan, choice }: { readonly plan: PlanSummary; choice: TaskChoice }) {
  const [action, setAction] = useState<PlannedTask['action'] | ''>(choice.action ?? '');
  const [family, setFamily] = useState(choice.family ?? '');
  const [text, setText] = useState('');
  const [unlisted, setUnlisted] = useState(0);
  const opened = useDetail((state) => state.id);
  const handle = plan.plan;
  const load = useCallback(
    async (offset: number, limit: number) => {
      const filter = {
        text,
        ...(action === '' ? {} : { action }),
        ...(family === '' ? {} : { family }),
      };
      const page = await astra().call('tasks.planPage', { plan: handle, filter, offset, limit });
      setUnlisted(page.unlisted);
      return { total: page.total, rows: page.tasks };
    },
    [handle, action, family, text],
  );
  const rows = usePagedRows(load);
  const families = [...new Set(plan.groups.map((group) => group.family))];
  const actions = [...new Set(plan.groups.map((group) => group.action))];

  return (
    <div className="col plan-list">
      <div className="row list-tools">
        <FilterField
          label="Filter the tasks"
          hint="subject, id, reason"
          text={text}
          onText={setText}
        />
        <Select
          className="small-input"
          aria-label="Action"
          w={120}
          data={[
            { value: '', label: 'any action' },
            ...actions.map((value) => ({ value, label: actionWords[value] })),
          ]}
          value={action}
          onChange={(value) => setAction(actions.find((known) => known === value) ?? '')}
        />
        <Select
          className="small-input"
          aria-label="Family"
          w={160}
          data={[{ value: '', label: 'any family' }, ...families]}
          value={family}
          onChange={(value) => setFamily(value ?? '')}
        />
        <span className="muted small push clip" aria-live="polite">
          {rows.total !== undefined && plural(rows.total, 'task')}
          {unlisted > 0 && `; ${formatCount(unlisted)} more are complete and not listed`}
        </span>
      </div>
      <VirtualTable
        label="Tasks of the plan"
        rows={rows}
        columns={columns}
        cells={({ action: does, family: name, subject, why }) => [
          <StateLabel key="a" state={planWord(does, why)} />,
          name,
          <span key="s" className="mono" title={subject}>
            {subject}
          </span>,
          <span key="w" className="second" title={why}>
            {sentence(why)}
          </span>,
        ]}
        isSelected={({ id }) => id === opened}
        onOpen={({ id }, step) => void showDetail(id, step)}
        empty="No task of the plan fits."
      />
    </div>
  );
}
