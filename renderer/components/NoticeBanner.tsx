import { IconAlertOctagon, IconX } from '@tabler/icons-react';
import { dismissNotice, useNotice } from './noticeStore.ts';
import { IconButton } from './IconButton.tsx';

/** The last thing that could not be done: what, where, what to do. */
export function NoticeBanner() {
  const problem = useNotice((state) => state.problem);
  if (problem === null) return null;
  return (
    <div className="banner fail" role="alert">
      <IconAlertOctagon size={16} stroke={1.6} aria-hidden />
      <span className="grow clip">
        <span className="strong">{problem.title}.</span>{' '}
        {problem.advice !== undefined && `${problem.advice}. `}
        {problem.where !== '' && <span className="mono muted">{problem.where}</span>}
      </span>
      <IconButton small icon={IconX} label="Dismiss" onClick={dismissNotice} />
    </div>
  );
}
