import { Button, Menu } from '@mantine/core';
import {
  IconChevronDown,
  IconFolder,
  IconFolderPlus,
  IconFolderOpen,
  IconWaveSine,
} from '@tabler/icons-react';
import { openWorkspace, useWorkspace } from '../workspace/workspaceStore.ts';
import { askForWorkspace } from '../workspace/askStore.ts';

/** The workspace in force, and the way to another. */
export function WorkspaceMenu() {
  const workspace = useWorkspace((state) => state.workspace);
  const recent = useWorkspace((state) => state.info?.recent) ?? [];
  const others = recent
    .filter(({ path, missing }) => !missing && path !== workspace?.path)
    .slice(0, 6);
  return (
    <Menu>
      <Menu.Target>
        <Button
          variant="subtle"
          className="workspace-button"
          title={workspace?.name}
          leftSection={<IconFolder size={16} stroke={1.6} />}
          rightSection={<IconChevronDown size={12} />}
        >
          <span className="clip">{workspace?.name ?? 'Open a workspace'}</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown miw={260}>
        {workspace !== null && <Menu.Label className="mono">{workspace.path}</Menu.Label>}
        {others.map(({ path, name }) => (
          <Menu.Item
            key={path}
            leftSection={<IconFolder size={14} stroke={1.6} />}
            onClick={() => void openWorkspace({ kind: 'open', path })}
          >
            {name} <span className="mono muted small">{path}</span>
          </Menu.Item>
        ))}
        {(others.length > 0 || workspace !== null) && <Menu.Divider />}
        <Menu.Item
          leftSection={<IconFolderPlus size={14} stroke={1.6} />}
          onClick={() => askForWorkspace('create')}
        >
          New workspace…
        </Menu.Item>
        <Menu.Item
          leftSection={<IconFolderOpen size={14} stroke={1.6} />}
          onClick={() => askForWorkspace('open')}
        >
          Open workspace…
        </Menu.Item>
        {workspace?.sample !== true && (
          <Menu.Item
            leftSection={<IconWaveSine size={14} stroke={1.6} />}
            onClick={() => void openWorkspace({ kind: 'sample' })}
          >
            Sample workspace
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
