import type { KeyboardEvent } from 'react';
import type { PlanSummary } from '../../core/api/plans.ts';
import { sentence } from '../client/problemText.ts';
import { formatCount } from '../format/number.ts';
import { formatDuration } from '../format/time.ts';
import { planWord } from './stateWords.ts';
import { StateLabel } from './StateLabel.tsx';

type Group = PlanSummary['groups'][number];

interface PlanReasonsProps {
  readonly plan: PlanSummary;
  /** Shows the tasks of a group one by one. */
  readonly onChoose: (group: Group) => void;
}

/** Tasks with the same action, family and reason as one row; Enter shows them one by one. */
export function PlanReasons({ plan, onChoose }: PlanReasonsProps) {
  function onKeyDown(event: KeyboardEvent<HTMLTableRowElement>, group: Group): void {
    const { currentTarget: row, key } = event;
    const next = { ArrowDown: row.nextElementSibling, ArrowUp: row.previousElementSibling }[key];
    if (key === 'Enter') onChoose(group);
    else if (next instanceof HTMLElement) next.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <table className="dense fixed" aria-label="Plan by reason">
      <colgroup>
        <col style={{ width: 88 }} />
        <col style={{ width: 124 }} />
        <col style={{ width: 144 }} />
        <col />
        <col style={{ width: 84 }} />
      </colgroup>
      <thead>
        <tr>
          <th>Action</th>
          <th>Family</th>
          <th>Tasks</th>
          <th>Why</th>
          <th className="num">Estimate</th>
        </tr>
      </thead>
      <tbody>
        {plan.groups.map((group, index) => {
          const { action, family, why, tasks, subject, estimateSeconds } = group;
          return (
            <tr
              key={`${family}/${action}/${why}`}
              tabIndex={index === 0 ? 0 : -1}
              title="Show these tasks one by one"
              onClick={() => onChoose(group)}
              onKeyDown={(event) => onKeyDown(event, group)}
            >
              <td>
                <StateLabel state={planWord(action, why)} />
              </td>
              <td className="clip">{family}</td>
              <td>
                {subject === undefined ? (
                  tasks === 1 ? (
                    '1 task'
                  ) : (
                    `${formatCount(tasks)} tasks`
                  )
                ) : (
                  <span className="mono" title={subject}>
                    {subject}
                  </span>
                )}
              </td>
              <td className="second why" title={why}>
                {sentence(why)}
              </td>
              <td className="num">{action === 'run' ? formatDuration(estimateSeconds) : '—'}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
