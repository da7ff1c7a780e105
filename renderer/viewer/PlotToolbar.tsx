import { Button, Menu } from '@mantine/core';
import {
  IconArrowsMove,
  IconChevronDown,
  IconFlask,
  IconHome,
  IconZoomInArea,
  IconArrowBackUp,
  IconArrowForwardUp,
  IconCheck,
} from '@tabler/icons-react';
import { IconButton } from '../components/IconButton.tsx';
import { useLibrary } from '../library/libraryStore.ts';
import { ExplainedName } from './curves/ExplainedName.tsx';
import { nextView, plotOf, previousView, setView, WHOLE } from './plotViewStore.ts';
import { smoothingWidths, usePlotOptions } from './plotOptionsStore.ts';
import { RowPicker } from './RowPicker.tsx';
import { useOwnY, useTabHistory } from './useTabView.ts';
import type { SpectrumTab } from './viewerStore.ts';

const yModes = [
  {
    value: 'robust',
    label: 'Robust',
    text: 'without bad and sky-line pixels and the wildest percent',
  },
  { value: 'full', label: 'Full', text: 'every pixel in view' },
] as const;

export function PlotToolbar({ tab }: { readonly tab: SpectrumTab }) {
  const { tool, yMode, smoothing } = usePlotOptions();
  const ownY = useOwnY(tab.id);
  const { back, forward } = useTabHistory(tab.id);
  return (
    <div className="toolbar plot-tools" role="toolbar" aria-label="Plot tools">
      <RowPicker tab={tab} />
      <ExplainedName tab={tab} />
      <SyntheticChip path={tab.path} />
      <span className="seg" role="group" aria-label="Mouse tool">
        <IconButton
          icon={IconZoomInArea}
          label="Zoom box"
          keys="Z"
          pressed={tool === 'zoom'}
          onClick={() => usePlotOptions.setState({ tool: 'zoom' })}
        />
        <IconButton
          icon={IconArrowsMove}
          label="Pan"
          keys="H"
          pressed={tool === 'pan'}
          onClick={() => usePlotOptions.setState({ tool: 'pan' })}
        />
      </span>
      <span className="row" style={{ gap: 0, flex: 'none' }}>
        <IconButton
          icon={IconArrowBackUp}
          label="Previous view"
          keys="Backspace"
          disabledReason={back ? undefined : 'No earlier view of this spectrum'}
          onClick={() => previousView(tab.id)}
        />
        <IconButton
          icon={IconArrowForwardUp}
          label="Next view"
          keys="Shift+Backspace"
          disabledReason={forward ? undefined : 'No later view of this spectrum'}
          onClick={() => nextView(tab.id)}
        />
        <IconButton
          icon={IconHome}
          label="Whole spectrum"
          keys="Home"
          onClick={() => setView(tab.id, WHOLE, 'home')}
        />
      </span>
      <span className="push" />
      <Menu>
        <Menu.Target>
          <Button variant="subtle" className="plain" rightSection={<IconChevronDown size={12} />}>
            <span className="muted">y</span>&nbsp;{ownY ? 'By hand' : yModeLabel(yMode)}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>Range of y</Menu.Label>
          {yModes.map(({ value, label, text }) => (
            <Menu.Item
              key={value}
              leftSection={<Check on={!ownY && yMode === value} />}
              onClick={() => {
                usePlotOptions.setState({ yMode: value });
                if (ownY) setView(tab.id, { x: plotOf(tab.id).view.x, y: null }, 'y-mode');
              }}
            >
              {label} <span className="muted small">{text}</span>
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="subtle" className="plain" rightSection={<IconChevronDown size={12} />}>
            <span className="muted">Smooth</span>&nbsp;{smoothing === 1 ? 'off' : `${smoothing} px`}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>Running mean, for display only: no number changes</Menu.Label>
          {smoothingWidths.map((width) => (
            <Menu.Item
              key={width}
              leftSection={<Check on={smoothing === width} />}
              onClick={() => usePlotOptions.setState({ smoothing: width })}
            >
              {width === 1 ? 'Off' : `${width} px`}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}

/** A spectrum that no telescope took says so beside its name. */
function SyntheticChip({ path }: { readonly path: string }) {
  const synthetic = useLibrary(
    ({ entries }) => entries.find((entry) => entry.path === path)?.synthetic === true,
  );
  return synthetic ? (
    <span className="chip line synthetic" title="The header says that this spectrum is synthetic">
      <IconFlask size={12} stroke={1.6} aria-hidden />
      <span>synthetic</span>
    </span>
  ) : null;
}

function yModeLabel(mode: (typeof yModes)[number]['value']): string {
  return mode === 'robust' ? 'Robust' : 'Full';
}

function Check({ on }: { readonly on: boolean }) {
  return <IconCheck size={14} style={{ visibility: on ? 'visible' : 'hidden' }} aria-hidden />;
}
