import {
  IconCopy,
  IconPlayerPause,
  IconPlayerPlay,
  IconSquare,
  IconTable,
} from '@tabler/icons-react';
import type { Action } from '../actions/action.ts';
import { copyText } from '../components/copyText.ts';
import { goTo, useView } from '../frame/viewStore.ts';
import { useFamilies } from './familyStore.ts';
import { formCommand } from './formCommand.ts';
import { changeForm, formOf } from './formStore.ts';
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
    id: 'tasks.pause',
    label: 'Pause or resume the run',
    group: 'Tasks and tables',
    scope: 'app',
    keys: [],
    icon: IconPlayerPause,
    disabled: () => (activeRun() === undefined ? 'Nothing is running' : undefined),
    run: () => {
      const run = activeRun();
      if (run === undefined) return;
      void controlRun(run.runId, run.state === 'paused' ? 'resume' : 'pause');
    },
  },
  {
    id: 'tasks.table',
    label: 'Run a table of tasks',
    group: 'Tasks and tables',
    scope: 'app',
    keys: [],
    icon: IconTable,
    disabled: () =>
      useFamilies.getState().selected === null ? 'Choose a family in Tasks first' : undefined,
    run: () => {
      const { selected } = useFamilies.getState();
      if (selected === null) return;
      goTo('tasks');
      useFamilies.setState({ tab: 'setup' });
      changeForm(selected, { mode: 'table' });
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
  const text = formCommand(formOf(selected));
  return text === '' ? undefined : text;
}
