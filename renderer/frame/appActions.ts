import {
  IconActivity,
  IconAdjustmentsHorizontal,
  IconArrowBackUp,
  IconArrowForwardUp,
  IconChartDots,
  IconDatabase,
  IconDownload,
  IconFile,
  IconKeyboard,
  IconLayoutSidebar,
  IconLayoutSidebarRight,
  IconMoon,
  IconSearch,
  IconSitemap,
} from '@tabler/icons-react';
import type { Action } from '../actions/action.ts';
import { redo, undo, useUndo } from '../actions/undoStore.ts';
import { useTheme } from '../theme/themeStore.ts';
import { useWorkspace } from '../workspace/workspaceStore.ts';
import { askForWorkspace } from '../workspace/askStore.ts';
import { focusNextPane } from './paneFocus.ts';
import { togglePane } from './paneStore.ts';
import { goTo, openDialog } from './viewStore.ts';
import { currentRoom } from './windowWidth.ts';

const noWorkspace = () =>
  useWorkspace.getState().workspace === null ? 'Open a workspace first' : undefined;

function app(action: Omit<Action, 'group' | 'scope'>): Action {
  return { group: 'Everywhere', scope: 'app', ...action };
}

/** What can be done from anywhere. */
export const appActions: readonly Action[] = [
  app({
    id: 'app.palette',
    label: 'Command palette',
    keys: ['Ctrl+K'],
    icon: IconSearch,
    inFields: true,
    keyOnly: true,
    run: () => openDialog('palette'),
  }),
  app({
    id: 'app.keys',
    label: 'Keyboard',
    keys: ['?'],
    icon: IconKeyboard,
    hint: 'every shortcut',
    run: () => openDialog('keys'),
  }),
  app({
    id: 'app.open',
    label: 'Open files',
    keys: ['Ctrl+O'],
    icon: IconFile,
    inFields: true,
    disabled: noWorkspace,
    run: () => openDialog('open'),
  }),
  app({
    id: 'app.undo',
    label: 'Undo',
    keys: ['Ctrl+Z'],
    icon: IconArrowBackUp,
    disabled: () => (useUndo.getState().past.length === 0 ? 'Nothing to undo' : undefined),
    run: undo,
  }),
  app({
    id: 'app.redo',
    label: 'Redo',
    keys: ['Ctrl+Shift+Z', 'Ctrl+Y'],
    icon: IconArrowForwardUp,
    disabled: () => (useUndo.getState().future.length === 0 ? 'Nothing to redo' : undefined),
    run: redo,
  }),
  app({
    id: 'view.viewer',
    label: 'Go to Viewer',
    keys: ['G V'],
    icon: IconActivity,
    run: () => goTo('viewer'),
  }),
  app({
    id: 'view.tasks',
    label: 'Go to Tasks',
    keys: ['G T'],
    icon: IconSitemap,
    run: () => goTo('tasks'),
  }),
  app({
    id: 'view.results',
    label: 'Go to Results',
    keys: ['G R'],
    icon: IconChartDots,
    run: () => goTo('results'),
  }),
  app({
    id: 'view.sync',
    label: 'Go to Sync',
    keys: ['G S'],
    icon: IconDownload,
    run: () => goTo('sync'),
  }),
  app({
    id: 'view.storage',
    label: 'Go to Storage',
    keys: ['G D'],
    icon: IconDatabase,
    run: () => goTo('storage'),
  }),
  app({
    id: 'view.settings',
    label: 'Settings',
    keys: ['Ctrl+,'],
    icon: IconAdjustmentsHorizontal,
    inFields: true,
    run: () => goTo('settings'),
  }),
  app({
    id: 'app.sidebar',
    label: 'Show or hide the sidebar',
    keys: ['Ctrl+B'],
    icon: IconLayoutSidebar,
    inFields: true,
    run: () => togglePane('sidebar', currentRoom().sidebar),
  }),
  app({
    id: 'app.inspector',
    label: 'Show or hide the inspector',
    keys: ['Ctrl+I'],
    icon: IconLayoutSidebarRight,
    inFields: true,
    run: () => togglePane('inspector', currentRoom().inspector),
  }),
  app({
    id: 'app.next-pane',
    label: 'Next pane',
    keys: ['F6'],
    inFields: true,
    keyOnly: true,
    run: () => focusNextPane(1),
  }),
  app({
    id: 'app.previous-pane',
    label: 'Previous pane',
    keys: ['Shift+F6'],
    inFields: true,
    keyOnly: true,
    run: () => focusNextPane(-1),
  }),
  app({
    id: 'theme.light',
    label: 'Light theme',
    keys: [],
    icon: IconMoon,
    run: () => useTheme.getState().choose('light'),
  }),
  app({
    id: 'theme.dark',
    label: 'Dark theme',
    keys: [],
    icon: IconMoon,
    run: () => useTheme.getState().choose('dark'),
  }),
  app({
    id: 'theme.system',
    label: 'Theme of the system',
    keys: [],
    icon: IconMoon,
    run: () => useTheme.getState().choose('system'),
  }),
  app({
    id: 'workspace.new',
    label: 'New workspace',
    keys: [],
    icon: IconFile,
    run: () => askForWorkspace('create'),
  }),
  app({
    id: 'workspace.open',
    label: 'Open workspace',
    keys: [],
    icon: IconFile,
    run: () => askForWorkspace('open'),
  }),
];
