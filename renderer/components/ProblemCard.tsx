import { Button } from '@mantine/core';
import { IconAlertOctagon, IconCopy, type Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { ProblemText } from '../client/problemText.ts';
import { copyText } from './copyText.ts';

interface ProblemCardProps {
  readonly problem: ProblemText;
  readonly icon?: Icon;
  /** True for what is worth saying but no failure: without the red. */
  readonly calm?: boolean;
  /** What it happened to: a path, a task. */
  readonly context?: string;
  readonly children?: ReactNode;
}

/** What happened, where, what to do; the report can be copied. */
export function ProblemCard({
  problem,
  icon: Picture = IconAlertOctagon,
  calm = false,
  context,
  children,
}: ProblemCardProps) {
  const facts: [string, string][] = [
    ['what', problem.title],
    ['where', problem.where],
    ['about', context ?? ''],
    ['code', problem.code],
  ];
  const present = facts.filter(([, value]) => value !== '');
  const report = present.map(([name, value]) => `${name}\t${value}`).join('\n');
  return (
    <section className={calm ? 'problem-card calm' : 'problem-card'} role="alert">
      <Picture size={20} stroke={1.6} className="fail" aria-hidden />
      <div className="col grow" style={{ gap: 4 }}>
        <h3>{problem.title}</h3>
        {problem.advice !== undefined && <p className="second">{problem.advice}.</p>}
        <details>
          <summary>Details</summary>
          <dl className="problem-facts mono">
            {present.map(([name, value]) => (
              <div key={name} style={{ display: 'contents' }}>
                <dt className="muted">{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </details>
        {children !== undefined && children !== false && (
          <div className="row" style={{ marginTop: 4 }}>
            {children}
          </div>
        )}
      </div>
      <Button
        size="sm"
        leftSection={<IconCopy size={14} stroke={1.6} />}
        onClick={() => void copyText(report, 'Report copied')}
      >
        Copy report
      </Button>
    </section>
  );
}
