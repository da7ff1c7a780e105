import { Button, Tooltip } from '@mantine/core';
import {
  IconCircleCheck,
  IconClock,
  IconPlayerPlay,
  IconPlus,
  IconQuestionMark,
  IconRefresh,
} from '@tabler/icons-react';
import type { PlanSummary } from '../../core/api/plans.ts';
import type { FamilyDescription, ResolvedTask } from '../../core/api/tasks.ts';
import { keyText } from '../actions/chord.ts';
import { isMac } from '../actions/platform.ts';
import { CommandText } from '../components/CommandText.tsx';
import { formatCount } from '../format/number.ts';
import { formatDuration } from '../format/time.ts';
import { formCommand } from './formCommand.ts';
import { shownPlan, type FamilyForm } from './formStore.ts';
import { runFamily } from './runStore.ts';
import { runBlocker } from './runBlocker.ts';

const locationIcons = {
  new: IconPlus,
  complete: IconCircleCheck,
  stale: IconRefresh,
  waiting: IconClock,
  unknown: IconQuestionMark,
} as const;

/** Where the result goes, the same task as a command, and Run. */
export function RunBox({
  family,
  form,
}: {
  readonly family: FamilyDescription;
  readonly form: FamilyForm;
}) {
  const { plan } = form;
  const alone = form.mode === 'one' && form.sweeps.length === 0;
  const blocker = runBlocker(form);
  const ready = plan.kind === 'ready' ? plan.plan : undefined;
  const command = formCommand(form);
  return (
    <div className="col run-box">
      <div className="location" aria-live="polite">
        {alone ? (
          form.resolved !== null && <Location resolved={form.resolved} />
        ) : (
          <ManyLocations plan={shownPlan(plan)} />
        )}
      </div>
      {command !== '' && (
        <div className="code">
          <CommandText command={command} keys="Shift+C" />
        </div>
      )}
      <div className="row" style={{ marginTop: 8 }}>
        <Tooltip label={blocker ?? `Run (${keyText('Ctrl+Enter', isMac)})`}>
          <Button
            variant="filled"
            leftSection={<IconPlayerPlay size={16} stroke={1.6} />}
            aria-disabled={blocker !== undefined}
            data-disabled={blocker !== undefined}
            onClick={() => {
              if (blocker === undefined) void runFamily(family.family);
            }}
          >
            {runLabel(ready)}
          </Button>
        </Tooltip>
        <span className="push muted small run-note">{blocker ?? estimate(ready)}</span>
      </div>
    </div>
  );
}

function estimate(plan: PlanSummary | undefined): string {
  if (plan === undefined || plan.toRun === 0 || plan.estimateSeconds === null) return '';
  return `about ${formatDuration(plan.estimateSeconds)}`;
}

function runLabel(plan: PlanSummary | undefined): string {
  if (plan === undefined) return 'Run';
  const { toRun, waiting } = plan;
  if (toRun === 0) return waiting > 0 ? 'Run: still waiting' : 'Run: nothing new';
  return toRun === 1 ? 'Run 1 task' : `Run ${formatCount(toRun)} tasks`;
}

/** Where the results of a batch or a sweep go. */
function ManyLocations({ plan }: { readonly plan: PlanSummary | undefined }) {
  if (plan === undefined) {
    return <span className="second">The plan says where the results go</span>;
  }
  const Picture = plan.toRun === 0 ? IconCircleCheck : IconPlus;
  return (
    <>
      <Picture size={14} stroke={1.6} aria-hidden />
      <div className="col">
        <span className="strong">
          {plan.toRun === 0
            ? 'Everything that can be computed is there already'
            : 'A location of its own for each task'}
        </span>
        <span className="mono muted clip">outputs/{plan.family}/…</span>
      </div>
    </>
  );
}

function Location({ resolved: { location, notes } }: { readonly resolved: ResolvedTask }) {
  const Picture = locationIcons[location.state];
  return (
    <>
      <Picture size={14} stroke={1.6} aria-hidden />
      <div className="col">
        <span className={location.state === 'unknown' ? 'second' : 'strong'}>{location.text}</span>
        {location.path !== undefined && (
          <span className="mono muted clip" title={location.path}>
            {location.path}
          </span>
        )}
        {notes.map((note) => (
          <span key={note} className="second">
            {note}
          </span>
        ))}
      </div>
    </>
  );
}
