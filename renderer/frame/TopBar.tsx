import { Button, Tooltip } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconDeviceDesktop,
  IconFile,
  IconMoon,
  IconSearch,
  IconSun,
} from '@tabler/icons-react';
import { keyText } from '../actions/chord.ts';
import { isMac } from '../actions/platform.ts';
import { redo, undo, useUndo } from '../actions/undoStore.ts';
import { IconButton } from '../components/IconButton.tsx';
import { nextTheme, useTheme } from '../theme/themeStore.ts';
import { useWorkspace } from '../workspace/workspaceStore.ts';
import { SidebarButton } from './SidebarButton.tsx';
import { openDialog } from './viewStore.ts';
import { WorkspaceMenu } from './WorkspaceMenu.tsx';

const themeIcons = { light: IconSun, dark: IconMoon, system: IconDeviceDesktop } as const;

export function TopBar() {
  const past = useUndo((state) => state.past.at(-1));
  const future = useUndo((state) => state.future.at(-1));
  const { choice, choose } = useTheme();
  const workspace = useWorkspace((state) => state.workspace);
  return (
    <header className="topbar" data-pane="topbar">
      <div className="row">
        <WorkspaceMenu />
        {workspace !== null && <SidebarButton />}
      </div>
      <button type="button" className="field search-field" onClick={() => openDialog('palette')}>
        <IconSearch size={14} stroke={1.6} aria-hidden />
        <span className="muted grow clip">Search spectra, tasks and commands</span>
        <kbd>{keyText('Ctrl+K', isMac)}</kbd>
      </button>
      <div className="row" style={{ justifyContent: 'flex-end', gap: 4 }}>
        <IconButton
          icon={IconArrowBackUp}
          label={past === undefined ? 'Undo' : `Undo: ${past.label}`}
          keys="Ctrl+Z"
          disabledReason={past === undefined ? 'Nothing to undo' : undefined}
          onClick={undo}
        />
        <IconButton
          icon={IconArrowForwardUp}
          label={future === undefined ? 'Redo' : `Redo: ${future.label}`}
          keys="Ctrl+Shift+Z"
          disabledReason={future === undefined ? 'Nothing to redo' : undefined}
          onClick={redo}
        />
        <Tooltip
          label={
            workspace === null
              ? 'Open a workspace first'
              : `Open files (${keyText('Ctrl+O', isMac)})`
          }
        >
          <Button
            size="sm"
            leftSection={<IconFile size={14} stroke={1.6} />}
            data-disabled={workspace === null}
            aria-disabled={workspace === null}
            onClick={() => {
              if (workspace !== null) openDialog('open');
            }}
          >
            Open
          </Button>
        </Tooltip>
        <IconButton
          icon={themeIcons[choice]}
          label={`Theme: ${choice}; next: ${nextTheme(choice)}`}
          onClick={() => choose(nextTheme(choice))}
        />
      </div>
    </header>
  );
}
