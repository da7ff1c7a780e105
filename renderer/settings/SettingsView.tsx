import { SegmentedControl } from '@mantine/core';
import type { ReactNode } from 'react';
import { formatCount } from '../format/number.ts';
import { useTheme, type ThemeChoice } from '../theme/themeStore.ts';
import { useWorkspace } from '../workspace/workspaceStore.ts';
import { BadSets } from './BadSets.tsx';

const themes: { value: ThemeChoice; label: string }[] = [
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
  { value: 'system', label: 'System' },
];

/** What can be set, and what is in force. */
export function SettingsView() {
  const { choice, choose, theme } = useTheme();
  const { info, workspace } = useWorkspace();
  return (
    <>
      <div className="page-head">
        <h1>Settings</h1>
      </div>
      <div className="scroll">
        <div className="settings">
          <Setting
            title="Theme"
            text={
              choice === 'system'
                ? `Follows the system, which is ${theme} now.`
                : 'Kept in this window’s browser storage.'
            }
          >
            <SegmentedControl
              aria-label="Theme"
              data={themes}
              value={choice}
              onChange={(value) => {
                const chosen = themes.find((option) => option.value === value);
                if (chosen !== undefined) choose(chosen.value);
              }}
            />
          </Setting>
          <Setting
            title="Workspace"
            text="The mirror, results, records and logs live in this folder."
          >
            <span className="mono">{workspace?.path ?? 'none is open'}</span>
          </Setting>
          <Setting title="Workers" text="Tasks run in this many worker threads of this machine.">
            <span>{info === undefined ? '—' : formatCount(info.workers)}</span>
          </Setting>
          <Setting
            title="Bits that count as bad"
            text="Shaded in the plot, left out of robust ranges, statistics, lines and snr_good. Kept in this workspace; a task made with other bits is another task."
          >
            <BadSets />
          </Setting>
          <Setting title="Version" text="Astra Desktop, BSD 3-clause licence.">
            <span>
              {info?.version ?? '—'}{' '}
              <span className="muted">
                {info === undefined ? '' : `${info.host} host on ${info.platform}`}
              </span>
            </span>
          </Setting>
        </div>
      </div>
    </>
  );
}

interface SettingProps {
  readonly title: string;
  readonly text: string;
  readonly children: ReactNode;
}

function Setting({ title, text, children }: SettingProps) {
  return (
    <section className="setting" aria-label={title}>
      <div className="col">
        <h2>{title}</h2>
        <p className="small muted">{text}</p>
      </div>
      <div>{children}</div>
    </section>
  );
}
