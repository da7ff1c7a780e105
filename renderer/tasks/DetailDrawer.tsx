import { Button } from '@mantine/core';
import { IconActivity, IconChevronDown, IconChevronUp, IconCopy, IconX } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { TaskDetail } from '../../core/api/tasks.ts';
import { fromProblemData } from '../../core/problem/problem.ts';
import { asProblemData } from '../client/checkReply.ts';
import { problemText, sentence } from '../client/problemText.ts';
import { copyText } from '../components/copyText.ts';
import { IconButton } from '../components/IconButton.tsx';
import { ProblemCard } from '../components/ProblemCard.tsx';
import { formatBytes } from '../format/number.ts';
import { formatClock, formatDuration, formatWhen } from '../format/time.ts';
import { openSpectrum } from '../viewer/openSpectrum.ts';
import { AcceptAsUpToDate } from './AcceptAsUpToDate.tsx';
import { closeDetail, showDetail, useDetail } from './detailStore.ts';
import { useHistory } from './historyStore.ts';
import { openTaskSpectrum } from './openTaskSpectrum.ts';
import { ResultCard } from './ResultCard.tsx';
import { useRuns } from './runStore.ts';
import { StateLabel } from './StateLabel.tsx';
import { detailStateWord } from './stateWords.ts';

/** All that is known of one task, over the right of the list, which stays alive behind it. */
export function DetailDrawer() {
  const { id, detail, problem } = useDetail();
  const drawer = useRef<HTMLElement>(null);
  const from = useRef<Element | null>(null);
  const open = id !== null;

  useEffect(() => {
    if (!open) return undefined;
    from.current = document.activeElement;
    drawer.current?.focus();
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || document.querySelector('[role=dialog]') !== null) return;
      if (event.key === 'Escape') closeDetail();
    };
    window.addEventListener('keydown', onKey);
    return () => {
      window.removeEventListener('keydown', onKey);
      if (from.current instanceof HTMLElement && from.current.isConnected) from.current.focus();
    };
  }, [open]);

  if (id === null) return null;
  return (
    <aside
      ref={drawer}
      className="drawer"
      aria-label="Task"
      data-pane="drawer"
      data-keys="table"
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key === 'j') stepDetail(1);
        if (event.key === 'k') stepDetail(-1);
      }}
    >
      <header className="row drawer-head">
        {detail !== null && <StateLabel state={detailStateWord(detail.state)} />}
        <h2>{detail?.family ?? 'Task'}</h2>
        <span className="mono muted clip">{id.slice(id.lastIndexOf('-') + 1)}</span>
        <IconButton
          small
          icon={IconCopy}
          label="Copy the id"
          onClick={() => void copyText(id, 'Id copied')}
        />
        <span className="push" />
        <IconButton
          small
          icon={IconChevronUp}
          label="Previous task"
          keys="K"
          onClick={() => stepDetail(-1)}
        />
        <IconButton
          small
          icon={IconChevronDown}
          label="Next task"
          keys="J"
          onClick={() => stepDetail(1)}
        />
        <IconButton small icon={IconX} label="Close" keys="Escape" onClick={closeDetail} />
      </header>
      {problem !== null && (
        <div style={{ padding: 16 }}>
          <ProblemCard problem={problem} context={id} />
        </div>
      )}
      {detail !== null && <Body detail={detail} />}
    </aside>
  );
}

/** "today, 18:17, 115 ms, version 1.0", as far as it is known. */
function circumstances({ finishedAt, seconds, version }: TaskDetail): string {
  return [
    finishedAt === null ? '' : formatWhen(finishedAt, new Date()),
    seconds === null ? '' : formatDuration(seconds),
    `version ${version}`,
  ]
    .filter((part) => part !== '')
    .join(', ');
}

/** The neighbour of the shown task in the list behind. */
function stepDetail(step: 1 | -1): void {
  const { id, step: walk } = useDetail.getState();
  if (walk !== null) {
    walk(step);
    return;
  }
  const { tasks } = useHistory.getState();
  const next = tasks[tasks.findIndex((task) => task.id === id) + step];
  if (next !== undefined) void showDetail(next.id);
}

function Body({ detail }: { readonly detail: TaskDetail }) {
  const live = useRuns((state) => state.logs.get(detail.id));
  const log = detail.log.length > 0 ? detail.log : (live ?? []);
  return (
    <div className="scroll">
      <div className="row" style={{ padding: '4px 16px 12px' }}>
        <span className="mono strong clip drawer-subject" title={detail.subject}>
          {detail.subject}
        </span>
        <span className="muted small clip">{circumstances(detail)}</span>
        <Button
          size="sm"
          className="push"
          leftSection={<IconActivity size={14} stroke={1.6} />}
          onClick={() => void openTaskSpectrum(detail.id)}
        >
          Open in Viewer
        </Button>
      </div>
      <Section title="Why">
        <p>{sentence(detail.why)}</p>
        {detail.state === 'stale' && <AcceptAsUpToDate detail={detail} />}
      </Section>
      {detail.problem !== undefined && (
        <div style={{ padding: '0 16px 12px' }}>
          <ProblemCard
            problem={problemText(fromProblemData(asProblemData(detail.problem)))}
            context={detail.id}
          />
        </div>
      )}
      {detail.result !== undefined && (
        <Section title="Result">
          <ResultCard family={detail.family} result={detail.result} />
        </Section>
      )}
      {detail.parameters.length > 0 && <Parameters parameters={detail.parameters} />}
      {detail.inputs.length + detail.outputs.length > 0 && (
        <Section title="Inputs and outputs">
          <Files word="In" files={detail.inputs} />
          <Files word="Out" files={detail.outputs} />
        </Section>
      )}
      <Section title="Log">
        {log.length === 0 ? (
          <p className="muted small">Nothing was logged.</p>
        ) : (
          <ol className="log mono">
            {log.map((line, index) => (
              <li key={index} className={line.level}>
                <time className="muted">{formatClock(line.at)}</time>
                {line.level !== 'info' && <b>{line.level} </b>}
                {line.text}
              </li>
            ))}
          </ol>
        )}
      </Section>
    </div>
  );
}

function Parameters({ parameters }: Pick<TaskDetail, 'parameters'>) {
  return (
    <Section title="Parameters">
      <dl className="facts">
        {parameters.map(({ name, value, significant }) => (
          <div key={name} className="fact">
            <dt className="mono">{name}</dt>
            <dd className="mono clip" title={value}>
              {value === '' ? '—' : value}
            </dd>
            <dd className="muted small">{significant ? '' : 'never changes the result'}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}

function Section({
  title,
  children,
}: {
  readonly title: string;
  readonly children: React.ReactNode;
}) {
  return (
    <section className="drawer-section">
      <h3>{title}</h3>
      {children}
    </section>
  );
}

function Files({ word, files }: { readonly word: string; readonly files: TaskDetail['inputs'] }) {
  return files.map(({ name, path, size, state }) => (
    <div key={`${name}/${path}`} className="file-row">
      <span className="muted">{word}</span>
      <span className="mono clip" title={path}>
        {path.slice(path.lastIndexOf('/') + 1)}
      </span>
      <span className="num">{formatBytes(size)}</span>
      <span className="second clip">{state}</span>
      {/\.fits(\.gz)?$/.test(path) ? (
        <button type="button" className="link" onClick={() => openSpectrum(path, { keep: true })}>
          Open
        </button>
      ) : (
        <span />
      )}
    </div>
  ));
}
