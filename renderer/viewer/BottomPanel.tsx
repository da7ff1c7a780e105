import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { IconButton } from '../components/IconButton.tsx';
import { PlainTabs } from '../components/PlainTabs.tsx';
import { useRoom } from '../frame/windowWidth.ts';
import type { PreparedSpectrum } from '../plot/plotModel.ts';
import { HeaderTab } from './HeaderTab.tsx';
import { usePlotOptions } from './plotOptionsStore.ts';
import { StatisticsTab } from './StatisticsTab.tsx';

interface BottomPanelProps {
  readonly tab: number;
  readonly spectrum: PreparedSpectrum;
}

const tabs = [
  { id: 'statistics', label: 'Statistics' },
  { id: 'header', label: 'Header' },
] as const;

/** Numbers under the plot; folds to its heading by hand, and in low windows by itself. */
export function BottomPanel({ tab, spectrum }: BottomPanelProps) {
  const { bottom, bottomOpen } = usePlotOptions();
  const { tall } = useRoom();
  const open = bottomOpen && tall;
  return (
    <section className={open ? 'bottom-panel open' : 'bottom-panel'} aria-label="Numbers">
      <div className="row bottom-head">
        <PlainTabs
          label="Numbers"
          tabs={tabs}
          active={open ? bottom : null}
          onChoose={(id) => usePlotOptions.setState({ bottom: id, bottomOpen: true })}
        />
        <span className="push" />
        {open && bottom === 'statistics' && (
          <span className="muted small clip">pixels in view, bad pixels left out</span>
        )}
        <IconButton
          small
          icon={open ? IconChevronDown : IconChevronUp}
          label={open ? 'Fold' : 'Unfold'}
          disabledReason={tall ? undefined : 'The window is too low: make it taller than 760 px'}
          onClick={() => usePlotOptions.setState({ bottomOpen: !bottomOpen })}
        />
      </div>
      {open &&
        (bottom === 'statistics' ? (
          <StatisticsTab tab={tab} spectrum={spectrum} />
        ) : (
          <HeaderTab payload={spectrum.payload} />
        ))}
    </section>
  );
}
