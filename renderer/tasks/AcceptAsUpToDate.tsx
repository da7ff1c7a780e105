import { Button } from '@mantine/core';
import { useState } from 'react';
import type { TaskDetail } from '../../core/api/tasks.ts';
import { acceptTask } from './detailStore.ts';

/** "This change is harmless", with what that means before it is done. */
export function AcceptAsUpToDate({ detail }: { readonly detail: TaskDetail }) {
  const [asked, setAsked] = useState(false);
  if (!asked) {
    return (
      <button type="button" className="link" onClick={() => setAsked(true)}>
        Accept as up to date…
      </button>
    );
  }
  return (
    <div className="col consequence" role="group" aria-label="Accept as up to date">
      <p>
        The result stays as it is and counts as made from what is here now, though “{detail.why}”.
        This task does not run again because of this change
        {outputChanged(detail)
          ? '; what builds on it does, since the bytes of its output are others'
          : ', nor does what builds on it'}
        . Your decision is recorded with its date and this reason;{' '}
        <span className="mono">astra run --force</span> makes it again all the same.
      </p>
      <div className="row">
        <Button size="sm" onClick={() => void acceptTask(detail.id)}>
          Accept as up to date
        </Button>
        <Button size="sm" variant="subtle" className="plain" onClick={() => setAsked(false)}>
          Leave it stale
        </Button>
      </div>
    </div>
  );
}

/** Consumers compare bytes: an output that was edited is another input to them. */
function outputChanged({ why }: TaskDetail): boolean {
  return why.startsWith('output changed');
}
