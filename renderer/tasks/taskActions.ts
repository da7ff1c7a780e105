import { IconCopy, IconPlayerPlay, IconSquare } from '@tabler/icons-react';
import type { Action } from '../actions/action.ts';
import { copyText } from '../components/copyText.ts';
import { useView } from '../frame/viewStore.ts';
import { useFamilies } from './familyStore.ts';
import { formOf } from './formStore.ts';
import { runBlocker } from './runBlocker.ts';
import { activeRun, controlRun, runFamily } from './runStore.ts';

function blocked(): string | undefined {
  const { selected } = useFamilies.getState();
  if (useView.getState().view !== 'tasks' || selected === null)
    return 'Set up a task in Tasks first';
  return runBlocker(formOf(selected));
}

/** Running tasks, and what belongs to it. */
export const taskActions: readonly Action[] = [
  {
    id: 'tasks.run',
    label: 'Run the task',
    group: 'Tasks and tables',
    scope: 'app',
    keys: ['Ctrl+Enter'],
    icon: IconPlayerPlay,
    inFields: true,
    disabled: blocked,
    run: () => {
      const { selected } = useFamilies.getState();
      if (selected !== null) void runFamily(selected);
    },
  },
  {
    id: 'tasks.cancel',
    label: 'Cancel the run',
    group: 'Tasks and tables',
    scope: 'app',
    keys: ['Ctrl+.'],
    icon: IconSquare,
    inFields: true,
    disabled: () => (activeRun() === undefined ? 'Nothing is running' : undefined),
    run: () => {
      const run = activeRun();
      if (run !== undefined) void controlRun(run.runId, 'cancel');
    },
  },
  {
    id: 'tasks.copy-command',
    label: 'Copy command line',
    group: 'Take away',
    scope: 'app',
    keys: ['Shift+C'],
    icon: IconCopy,
    disabled: () => (command() === undefined ? 'Set up a task in Tasks first' : undefined),
    run: () => {
      const text = command();
      if (text !== undefined) void copyText(text, 'Command copied');
    },
  },
];

function command(): string | undefined {
  const { selected } = useFamilies.getState();
  if (useView.getState().view !== 'tasks' || selected === null) return undefined;
  return formOf(selected).resolved?.command;
}
