import { describe, expect, it } from 'vitest';
import { goBack, goForward, NO_HISTORY, remember, type ViewHistory } from './viewHistory.ts';

const start: ViewHistory<string> = NO_HISTORY;

describe('view history', () => {
  it('goes back through every remembered view and forward again', () => {
    const history = remember(remember(start, 'whole'), 'chip');
    const back = goBack(history, 'line');
    expect(back?.view).toBe('chip');
    const further = back && goBack(back.history, back.view);
    expect(further?.view).toBe('whole');
    const forward = further && goForward(further.history, further.view);
    expect(forward?.view).toBe('chip');
    expect(forward && goForward(forward.history, forward.view)?.view).toBe('line');
  });

  it('has nothing before the first view and nothing after the last', () => {
    expect(goBack(start, 'whole')).toBeUndefined();
    expect(goForward(remember(start, 'whole'), 'chip')).toBeUndefined();
  });

  it('forgets what lay ahead when a new step is made', () => {
    const back = goBack(remember(start, 'whole'), 'chip');
    expect(back?.history.future).toEqual(['chip']);
    expect(back && remember(back.history, back.view).future).toEqual([]);
  });
});
