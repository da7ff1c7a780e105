import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { IconButton } from '../components/IconButton.tsx';
import { PlainTabs } from '../components/PlainTabs.tsx';
import { useRoom } from '../frame/windowWidth.ts';
import type { PreparedSpectrum } from '../plot/plotModel.ts';
import { HeaderTab } from './HeaderTab.tsx';
import { LineTab } from './line/LineTab.tsx';
import { usePlotOptions, type BottomTab } from './plotOptionsStore.ts';
import { StatisticsTab } from './StatisticsTab.tsx';

interface BottomPanelProps {
  readonly tab: number;
  readonly spectrum: PreparedSpectrum;
}

const tabs = [
  { id: 'statistics', label: 'Statistics' },
  { id: 'line', label: 'Line' },
  { id: 'header', label: 'Header' },
] as const;

const about: Readonly<Record<BottomTab, string>> = {
  statistics: 'pixels in view, bad pixels left out',
  line: 'the middle of the view, bad pixels left out',
  header: '',
};

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
        {open && <span className="muted small clip">{about[bottom]}</span>}
        <IconButton
          small
          icon={open ? IconChevronDown : IconChevronUp}
          label={open ? 'Fold' : 'Unfold'}
          disabledReason={tall ? undefined : 'The window is too low: make it taller than 760 px'}
          onClick={() => usePlotOptions.setState({ bottomOpen: !bottomOpen })}
        />
      </div>
      {open && <Numbers tab={tab} spectrum={spectrum} shown={bottom} />}
    </section>
  );
}

function Numbers({ tab, spectrum, shown }: BottomPanelProps & { readonly shown: BottomTab }) {
  switch (shown) {
    case 'statistics':
      return <StatisticsTab tab={tab} spectrum={spectrum} />;
    case 'line':
      return <LineTab tab={tab} spectrum={spectrum} />;
    case 'header':
      return <HeaderTab payload={spectrum.payload} />;
  }
}
