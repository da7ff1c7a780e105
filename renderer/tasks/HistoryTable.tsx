import { useRef, useState, type KeyboardEvent } from 'react';
import type { FamilyDescription, RunTask } from '../../core/api/tasks.ts';
import { sentence } from '../client/problemText.ts';
import { formatCount } from '../format/number.ts';
import { formatDuration } from '../format/time.ts';
import { showDetail, useDetail } from './detailStore.ts';
import { useFamilies } from './familyStore.ts';
import { useHistory } from './historyStore.ts';
import { resultFields } from './resultFields.ts';
import { StateLabel } from './StateLabel.tsx';
import { historyStateWord } from './stateWords.ts';

/** Result columns beyond this many are in the task's detail. */
const COLUMNS = 4;

/** Tasks of the family with their results; J and K or the arrows walk, Enter opens the detail. */
export function HistoryTable({ family }: { readonly family: FamilyDescription }) {
  const { tasks, total, problem, family: loaded } = useHistory();
  const opened = useDetail((state) => state.id);
  const [focus, setFocus] = useState(0);
  const body = useRef<HTMLTableSectionElement>(null);
  if (loaded !== family.family) return <div className="grow" aria-busy="true" />;
  if (problem !== undefined || tasks.length === 0)
    return <Nothing family={family} problem={problem?.title} />;
  const columns = [
    ...new Set(tasks.flatMap((task) => resultFields(task.result).map(({ name }) => name))),
  ].slice(0, COLUMNS);

  function go(index: number): void {
    const next = Math.min(tasks.length - 1, Math.max(0, index));
    setFocus(next);
    const row = body.current?.rows[next];
    row?.focus();
    row?.scrollIntoView({ block: 'nearest' });
    const task = tasks[next];
    if (opened !== null && task !== undefined) void showDetail(task.id);
  }

  function onKeyDown(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
    const task = tasks[focus];
    if (step !== undefined) go(focus + step);
    else if (event.key === 'Enter' && task !== undefined) void showDetail(task.id);
    else return;
    event.preventDefault();
  }

  return (
    <div className="scroll" data-keys="table" onKeyDown={onKeyDown}>
      <table className="dense sticky-head" aria-label={`Tasks of ${family.family}`}>
        <thead>
          <tr>
            <th>State</th>
            <th>Subject</th>
            {columns.map((name) => (
              <th key={name} className="num mono">
                {name}
              </th>
            ))}
            <th className="num">Time</th>
            <th>Why</th>
            <th>Task</th>
          </tr>
        </thead>
        <tbody ref={body}>
          {tasks.map((task, index) => (
            <tr
              key={task.id}
              tabIndex={index === focus ? 0 : -1}
              aria-selected={task.id === opened}
              onFocus={() => setFocus(index)}
              onClick={() => void showDetail(task.id)}
            >
              <Cells task={task} columns={columns} />
            </tr>
          ))}
        </tbody>
      </table>
      {total > tasks.length && (
        <p className="muted small" style={{ padding: 12 }}>
          The newest {formatCount(tasks.length)} of {formatCount(total)}. All of them:{' '}
          <span className="mono">astra results {family.family} --csv results.csv</span>
        </p>
      )}
    </div>
  );
}

function Cells({ task, columns }: { readonly task: RunTask; readonly columns: readonly string[] }) {
  const fields = new Map(resultFields(task.result).map(({ name, text }) => [name, text]));
  return (
    <>
      <td>
        <StateLabel state={historyStateWord(task.state)} progress={task.progress} />
      </td>
      <td className="mono clip subject" title={task.subject}>
        {task.subject}
      </td>
      {columns.map((name) => (
        <td key={name} className="num">
          {fields.get(name) ?? '—'}
        </td>
      ))}
      <td className="num">{formatDuration(task.seconds)}</td>
      <td className="second">{sentence(task.problem?.message ?? task.why)}</td>
      <td className="mono muted">{task.id.slice(task.id.lastIndexOf('-') + 1).slice(0, 12)}</td>
    </>
  );
}

function Nothing({
  family,
  problem,
}: {
  readonly family: FamilyDescription;
  readonly problem: string | undefined;
}) {
  return (
    <div className="empty" style={{ flex: 1, padding: 24 }}>
      <h2>{problem === undefined ? 'No results yet' : 'The results could not be read'}</h2>
      <p>{problem ?? `${family.family} has not run in this workspace.`}</p>
      <button type="button" className="link" onClick={() => useFamilies.setState({ tab: 'setup' })}>
        Set up a task
      </button>
    </div>
  );
}
