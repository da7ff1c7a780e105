import { useEffect } from 'react';
import type { Action, ActionScope } from './action.ts';
import { matches, parseKeys, type KeyPress } from './chord.ts';
import { runAction, useRegistry } from './registry.ts';

/** A started sequence (`G …`) is forgotten after this many milliseconds. */
const SEQUENCE_TIMEOUT = 1200;

/** Listens once for the whole window and runs the action whose keys were pressed. */
export function useShortcuts(): void {
  useEffect(() => {
    let pending: KeyPress | undefined;
    let timer = 0;

    function onKeyDown(event: KeyboardEvent): void {
      if (event.defaultPrevented || event.isComposing) return;
      if (['Control', 'Shift', 'Alt', 'Meta'].includes(event.key)) return;
      const before = pending;
      pending = undefined;
      window.clearTimeout(timer);
      const place = placeOf(event.target);
      const candidates = useRegistry.getState().actions.filter((action) => allowed(action, place));
      const found = candidates.find((action) =>
        action.keys.some((keys) => pressed(keys, before, event)),
      );
      if (found !== undefined) {
        event.preventDefault();
        runAction(found);
        return;
      }
      if (candidates.some((action) => action.keys.some((keys) => starts(keys, event)))) {
        pending = event;
        timer = window.setTimeout(() => (pending = undefined), SEQUENCE_TIMEOUT);
      }
    }

    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}

function pressed(keys: string, before: KeyPress | undefined, event: KeyPress): boolean {
  const [first, second] = parseKeys(keys);
  if (first === undefined) return false;
  if (second === undefined) return before === undefined && matches(first, event);
  return before !== undefined && matches(first, before) && matches(second, event);
}

function starts(keys: string, event: KeyPress): boolean {
  const [first, second] = parseKeys(keys);
  return first !== undefined && second !== undefined && matches(first, event);
}

interface Place {
  readonly field: boolean;
  readonly dialog: boolean;
  readonly scope: ActionScope | undefined;
}

function placeOf(target: EventTarget | null): Place {
  const element = target instanceof Element ? target : document.body;
  const scope = element.closest('[data-keys]')?.getAttribute('data-keys');
  return {
    field: element.matches(
      'input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]',
    ),
    dialog: element.closest('[role=dialog]') !== null,
    scope: scope === 'plot' || scope === 'table' ? scope : undefined,
  };
}

function allowed(action: Action, { field, dialog, scope }: Place): boolean {
  if (dialog) return false;
  if (field) return action.inFields === true;
  return action.scope === 'app' || action.scope === scope;
}
