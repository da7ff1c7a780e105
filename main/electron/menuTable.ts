import type { MenuItemConstructorOptions } from 'electron';

/** What the app's own menu entries do; the rest are roles that the system knows. */
export type MenuCommand = 'open-workspace' | 'open-sample' | 'add-spectra' | 'documentation';

type Role = NonNullable<MenuItemConstructorOptions['role']>;
type Entry =
  | { readonly command: MenuCommand; readonly label: string; readonly accelerator?: string }
  | { readonly role: Role }
  | 'separator';

const file: readonly Entry[] = [
  { command: 'open-workspace', label: 'Open Workspace…', accelerator: 'CmdOrCtrl+O' },
  { command: 'open-sample', label: 'Open Sample Workspace' },
  'separator',
  { command: 'add-spectra', label: 'Add Spectra…', accelerator: 'CmdOrCtrl+Shift+O' },
  'separator',
];
const view: readonly Entry[] = [
  { role: 'resetZoom' },
  { role: 'zoomIn' },
  { role: 'zoomOut' },
  'separator',
  { role: 'togglefullscreen' },
];
const help: readonly Entry[] = [{ command: 'documentation', label: 'SDSS Data Documentation' }];

/** The menu bar, as the platform's users expect it; `run` is told what was chosen. */
export function menuTemplate(
  platform: NodeJS.Platform,
  run: (command: MenuCommand) => void,
): MenuItemConstructorOptions[] {
  const mac = platform === 'darwin';
  const toItem = (entry: Entry): MenuItemConstructorOptions => {
    if (entry === 'separator') return { type: 'separator' };
    if ('role' in entry) return entry;
    const { command, ...shown } = entry;
    return { ...shown, id: command, click: () => run(command) };
  };
  const ending: Entry = { role: mac ? 'close' : 'quit' };
  return [
    ...(mac ? [{ role: 'appMenu' } as const] : []),
    { label: 'File', submenu: [...file, ending].map(toItem) },
    { role: 'editMenu' },
    { label: 'View', submenu: view.map(toItem) },
    { role: 'windowMenu' },
    { role: 'help', submenu: help.map(toItem) },
  ];
}
