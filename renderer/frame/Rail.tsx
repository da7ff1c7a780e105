import { Tooltip } from '@mantine/core';
import {
  IconActivity,
  IconAdjustmentsHorizontal,
  IconChartDots,
  IconDatabase,
  IconDownload,
  IconHelpCircle,
  IconSitemap,
  type Icon,
} from '@tabler/icons-react';
import { actionById } from '../actions/registry.ts';
import { keyText } from '../actions/chord.ts';
import { isMac } from '../actions/platform.ts';
import { useRuns } from '../tasks/runStore.ts';
import { goTo, openDialog, useView, type ViewName } from './viewStore.ts';

const views: readonly { readonly view: ViewName; readonly label: string; readonly icon: Icon }[] = [
  { view: 'viewer', label: 'Viewer', icon: IconActivity },
  { view: 'tasks', label: 'Tasks', icon: IconSitemap },
  { view: 'results', label: 'Results', icon: IconChartDots },
  { view: 'sync', label: 'Sync', icon: IconDownload },
  { view: 'storage', label: 'Storage', icon: IconDatabase },
];

/** The views, each with picture and word. */
export function Rail() {
  const current = useView((state) => state.view);
  const failed = useRuns((state) => state.failed);
  return (
    <nav className="rail" aria-label="Views" data-pane="rail">
      {views.map(({ view, label, icon }) => (
        <RailButton
          key={view}
          label={label}
          icon={icon}
          action={`view.${view}`}
          current={view === current}
          onClick={() => goTo(view)}
        >
          {view === 'tasks' && failed > 0 && (
            <span className="count" aria-label={`${failed} failed`}>
              {failed}
            </span>
          )}
        </RailButton>
      ))}
      <div className="gap" />
      <RailButton
        label="Help"
        icon={IconHelpCircle}
        action="app.keys"
        current={false}
        onClick={() => openDialog('keys')}
      />
      <RailButton
        label="Settings"
        icon={IconAdjustmentsHorizontal}
        action="view.settings"
        current={current === 'settings'}
        onClick={() => goTo('settings')}
      />
    </nav>
  );
}

interface RailButtonProps {
  readonly label: string;
  readonly icon: Icon;
  readonly action: string;
  readonly current: boolean;
  readonly onClick: () => void;
  readonly children?: React.ReactNode;
}

function RailButton({ label, icon: Picture, action, current, onClick, children }: RailButtonProps) {
  const keys = actionById(action)?.keys[0];
  return (
    <Tooltip
      position="right"
      label={keys === undefined ? label : `${label} (${keyText(keys, isMac)})`}
    >
      <button type="button" aria-current={current ? 'page' : undefined} onClick={onClick}>
        <Picture size={20} stroke={1.6} aria-hidden />
        {label}
        {children}
      </button>
    </Tooltip>
  );
}
