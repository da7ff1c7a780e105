import { IconCopy, IconTable, IconX } from '@tabler/icons-react';
import { useEffect, type KeyboardEvent } from 'react';
import { IconButton } from '../components/IconButton.tsx';
import { entryLabel } from '../library/entryLabel.ts';
import { useLibrary } from '../library/libraryStore.ts';
import { copyPlot } from './copyPlot.ts';
import { usePlotOptions } from './plotOptionsStore.ts';
import { activateTab, closeTab, useViewer, type SpectrumTab } from './viewerStore.ts';

/** Open spectra; one Tab stop, arrows walk, Delete closes. */
export function TabBar() {
  const { tabs, active } = useViewer();
  const table = usePlotOptions((options) => options.table);

  useEffect(() => {
    const tab = document.getElementById(`spectrum-tab-${active}`);
    tab?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [active, tabs.length]);

  function onKeyDown(event: KeyboardEvent, index: number): void {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const tab = tabs[index];
    if (event.key === 'Delete' && tab !== undefined) closeTab(tab.id);
    const next = tabs[index + step];
    if (step === 0 || next === undefined) return;
    event.preventDefault();
    activateTab(next.id);
    document.getElementById(`spectrum-tab-${next.id}`)?.focus();
  }

  return (
    <div className="tabs">
      <div className="row tab-list" role="tablist" aria-label="Open spectra">
        {tabs.map((tab, index) => (
          <div
            key={tab.id}
            id={`spectrum-tab-${tab.id}`}
            className="tab"
            role="tab"
            aria-selected={tab.id === active}
            tabIndex={tab.id === active ? 0 : -1}
            onClick={() => activateTab(tab.id)}
            onAuxClick={(event) => event.button === 1 && closeTab(tab.id)}
            onKeyDown={(event) => onKeyDown(event, index)}
          >
            <TabTitle tab={tab} />
            <button
              type="button"
              className="tab-close"
              aria-label="Close (Delete)"
              tabIndex={-1}
              onClick={(event) => {
                event.stopPropagation();
                closeTab(tab.id);
              }}
            >
              <IconX size={12} stroke={1.8} aria-hidden />
            </button>
          </div>
        ))}
      </div>
      <span className="row push" style={{ padding: '0 8px', gap: 0 }}>
        <IconButton
          icon={IconTable}
          label="Table of the data"
          keys="T"
          pressed={table}
          onClick={() => usePlotOptions.setState({ table: !table })}
        />
        <IconButton
          icon={IconCopy}
          label="Copy plot"
          keys="Ctrl+C"
          onClick={() => void copyPlot()}
        />
      </span>
    </div>
  );
}

function TabTitle({ tab }: { readonly tab: SpectrumTab }) {
  const entry = useLibrary((state) => state.entries.find(({ path }) => path === tab.path));
  const name = tab.path.slice(tab.path.lastIndexOf('/') + 1);
  return (
    <span
      className="mono clip"
      title={name}
      style={{ fontStyle: tab.preview ? 'italic' : undefined }}
    >
      {entry === undefined ? name : entryLabel(entry)}
    </span>
  );
}
