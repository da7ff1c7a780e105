import { Button, Tooltip } from '@mantine/core';
import { IconLayoutSidebar } from '@tabler/icons-react';
import { keyText } from '../actions/chord.ts';
import { isMac } from '../actions/platform.ts';
import { togglePane, usePanes } from './paneStore.ts';
import { viewPanes } from './viewPanes.tsx';
import { useView } from './viewStore.ts';
import { useRoom } from './windowWidth.ts';

/** The way to a sidebar that is out of sight: hidden, or without room in a narrow window. */
export function SidebarButton() {
  const title = useView(({ view }) => viewPanes(view).sidebar?.title);
  const room = useRoom().sidebar;
  const hidden = usePanes((state) => state.hidden.sidebar);
  const floats = usePanes((state) => state.floating === 'sidebar');
  if (title === undefined || (room && !hidden)) return null;
  return (
    <Tooltip label={`Show or hide the sidebar (${keyText('Ctrl+B', isMac)})`}>
      <Button
        size="sm"
        variant="subtle"
        className="plain"
        aria-expanded={!room && floats}
        leftSection={<IconLayoutSidebar size={14} stroke={1.6} aria-hidden />}
        onClick={() => togglePane('sidebar', room)}
      >
        {title}
      </Button>
    </Tooltip>
  );
}
