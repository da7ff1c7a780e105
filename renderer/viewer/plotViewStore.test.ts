import { beforeEach, describe, expect, it } from 'vitest';
import { nextView, plotOf, previousView, resetView, setView, WHOLE } from './plotViewStore.ts';

const view = (x0: number) => ({ x: { x0, x1: x0 + 10 }, y: null });

describe('views of a tab', () => {
  beforeEach(() => resetView(1));

  it('takes one turn of the wheel as one step back', () => {
    setView(1, view(1), 'wheel', 1000);
    setView(1, view(2), 'wheel', 1016);
    setView(1, view(3), 'wheel', 1032);
    previousView(1);
    expect(plotOf(1).view).toEqual(WHOLE);
    nextView(1);
    expect(plotOf(1).view).toEqual(view(3));
  });

  it('takes a turn after a pause, or another gesture, as a step of its own', () => {
    setView(1, view(1), 'wheel', 5000);
    setView(1, view(2), 'wheel', 9000);
    setView(1, view(3), 'box-1', 9010);
    previousView(1);
    expect(plotOf(1).view).toEqual(view(2));
    previousView(1);
    expect(plotOf(1).view).toEqual(view(1));
  });
});
