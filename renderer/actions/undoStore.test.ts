import { beforeEach, describe, expect, it } from 'vitest';
import { recordStep, redo, undo, useUndo } from './undoStore.ts';

let value = 'a';
function change(to: string, key?: string): void {
  const from = value;
  value = to;
  const put = (text: string) => () => {
    value = text;
  };
  recordStep({ label: to, ...(key === undefined ? {} : { key }), undo: put(from), redo: put(to) });
}

describe('undo', () => {
  beforeEach(() => {
    value = 'a';
    useUndo.setState({ past: [], future: [] });
  });

  it('takes steps back one by one and makes them again', () => {
    change('b');
    change('c');
    undo();
    expect(value).toBe('b');
    undo();
    expect(value).toBe('a');
    redo();
    redo();
    expect(value).toBe('c');
  });

  it('takes typing into one field back as one step', () => {
    change('x', 'field');
    change('xy', 'field');
    undo();
    expect(value).toBe('a');
    redo();
    expect(value).toBe('xy');
  });

  it('forgets what was undone when something new is done', () => {
    change('b');
    undo();
    change('c');
    expect(useUndo.getState().future).toEqual([]);
    undo();
    undo();
    expect(value).toBe('a');
  });
});
