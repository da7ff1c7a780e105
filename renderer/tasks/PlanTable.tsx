import { IconAlertOctagon } from '@tabler/icons-react';
import type { FamilyDescription, PlanSummary } from '../../core/api/tasks.ts';
import { sentence } from '../client/problemText.ts';
import { formatCount } from '../format/number.ts';
import { formatDuration } from '../format/time.ts';
import { emptyForm, useForms } from './formStore.ts';
import { planWords } from './planWords.ts';
import { planWord } from './stateWords.ts';
import { StateLabel } from './StateLabel.tsx';

/** What a run would do and why, before it does it. */
export function PlanTable({ family }: { readonly family: FamilyDescription }) {
  const { plan, resolved } = useForms((state) => state.forms[family.family]) ?? emptyForm;
  const ready = plan.kind === 'ready' ? plan.plan : undefined;
  return (
    <section aria-label="Plan" style={{ flex: 'none' }} data-keys="table">
      <div className="row section-head">
        <h2>Plan</h2>
        <span className="second clip" aria-live="polite">
          {ready !== undefined && planWords(ready)}
          {plan.kind === 'none' &&
            resolved !== null &&
            resolved.errors.length > 0 &&
            'when the parameters are right'}
        </span>
      </div>
      {plan.kind === 'failed' && (
        <div className="banner fail" role="alert" style={{ borderBlock: '1px solid var(--line)' }}>
          <IconAlertOctagon size={16} stroke={1.6} aria-hidden />
          <span className="grow">
            {plan.problem.title}
            {plan.problem.advice !== undefined && `. ${plan.problem.advice}`}
          </span>
        </div>
      )}
      {ready !== undefined && <Groups plan={ready} />}
    </section>
  );
}

function Groups({ plan }: { readonly plan: PlanSummary }) {
  const subjects = new Map(
    plan.tasks.map((task) => [`${task.family}/${task.action}/${task.why}`, task.subject]),
  );
  return (
    <table className="dense fixed">
      <colgroup>
        <col style={{ width: 88 }} />
        <col style={{ width: 116 }} />
        <col style={{ width: 144 }} />
        <col />
        <col style={{ width: 72 }} />
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
        {plan.groups.map(({ action, family, why, tasks, estimateSeconds }) => (
          <tr key={`${family}/${action}/${why}`}>
            <td>
              <StateLabel state={planWord(action, why)} />
            </td>
            <td>{family}</td>
            <td>
              {tasks === 1 ? (
                <span
                  className="mono"
                  title={subjects.get(`${family}/${action}/${why}`) ?? undefined}
                >
                  {subjects.get(`${family}/${action}/${why}`) ?? '1 task'}
                </span>
              ) : (
                `${formatCount(tasks)} tasks`
              )}
            </td>
            <td className="second why" title={why}>
              {sentence(why)}
            </td>
            <td className="num">{action === 'run' ? formatDuration(estimateSeconds) : '—'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
