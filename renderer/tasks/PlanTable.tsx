import { Button } from '@mantine/core';
import { IconAlertOctagon } from '@tabler/icons-react';
import { useState } from 'react';
import type { PlanSummary } from '../../core/api/plans.ts';
import type { FamilyDescription } from '../../core/api/tasks.ts';
import { formatCount, plural } from '../format/number.ts';
import { PlainTabs } from '../components/PlainTabs.tsx';
import { emptyForm, shownPlan, stopPlanning, useForms, type PlanState } from './formStore.ts';
import { PlanMatrix } from './PlanMatrix.tsx';
import { PlanReasons } from './PlanReasons.tsx';
import { PlanTasks } from './PlanTasks.tsx';
import { planWords } from './planWords.ts';

type PlanView = 'reasons' | 'tasks' | 'matrix';

export interface TaskChoice {
  readonly action?: PlanSummary['groups'][number]['action'];
  readonly family?: string;
}

/** What a run would do and why, before it does it: by reason, task by task, or as a matrix. */
export function PlanTable({ family }: { readonly family: FamilyDescription }) {
  const form = useForms((state) => state.forms[family.family]) ?? emptyForm;
  const [view, setView] = useState<PlanView>('reasons');
  const [choice, setChoice] = useState<TaskChoice>({});
  const { plan } = form;
  const shown = shownPlan(plan);
  return (
    <section aria-label="Plan" className="col plan" data-keys="table">
      <div className="row section-head">
        <h2>Plan</h2>
        <span className="second clip" aria-live="polite">
          {planHeading(plan, form.mode)}
        </span>
        {plan.kind === 'planning' && (
          <Button size="sm" className="push" onClick={() => stopPlanning(family.family)}>
            Stop planning
          </Button>
        )}
      </div>
      {plan.kind === 'failed' && (
        <div className="banner fail" role="alert">
          <IconAlertOctagon size={16} stroke={1.6} aria-hidden />
          <span className="grow">
            {plan.problem.where !== '' && <b>{plan.problem.where}: </b>}
            {plan.problem.title}
            {plan.problem.advice !== undefined && `. ${plan.problem.advice}`}
          </span>
        </div>
      )}
      {shown !== undefined && (
        <>
          {shown.notes.length > 0 && <Notes plan={shown} />}
          <PlainTabs
            label="View of the plan"
            tabs={[
              { id: 'reasons', label: 'By reason' },
              { id: 'tasks', label: 'Every task' },
              { id: 'matrix', label: 'Matrix' },
            ]}
            active={view}
            onChoose={(id: PlanView) => {
              setView(id);
              setChoice({});
            }}
          />
          {view === 'reasons' && (
            <PlanReasons
              plan={shown}
              onChoose={(group) => {
                setChoice({ action: group.action, family: group.family });
                setView('tasks');
              }}
            />
          )}
          {view === 'tasks' && (
            <PlanTasks key={`${choice.action}/${choice.family}`} plan={shown} choice={choice} />
          )}
          {view === 'matrix' && <PlanMatrix plan={shown} />}
        </>
      )}
    </section>
  );
}

function planHeading(plan: PlanState, mode: 'one' | 'table'): string {
  switch (plan.kind) {
    case 'ready':
      return planWords(plan.plan);
    case 'planning':
      return 'Planning';
    case 'none':
      return mode === 'table' ? 'once there is a table' : 'when the parameters are right';
    case 'failed':
      return '';
  }
}

function Notes({ plan: { notes, moreNotes } }: { readonly plan: PlanSummary }) {
  return (
    <details className="plan-notes second small">
      <summary>
        {plural(notes.length + moreNotes, 'value was', 'values were')} understood differently from
        how they are written
      </summary>
      <ul>
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
        {moreNotes > 0 && <li>and {formatCount(moreNotes)} more</li>}
      </ul>
    </details>
  );
}
