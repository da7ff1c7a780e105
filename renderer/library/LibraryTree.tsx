import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { openSpectrum } from '../viewer/openSpectrum.ts';
import { useViewer } from '../viewer/viewerStore.ts';
import { LibraryRow } from './LibraryRow.tsx';
import { toggleGroup } from './libraryStore.ts';
import type { TreeRow } from './tree.ts';
import { moveInTree } from './treeKeys.ts';

/** One Tab stop; arrows walk the visible rows, Enter opens, only the rows in view exist. */
export function LibraryTree({ rows }: { readonly rows: readonly TreeRow[] }) {
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState<string>();
  const opened = useViewer((state) => state.tabs.find((tab) => tab.id === state.active)?.path);
  // eslint-disable-next-line react-hooks/incompatible-library -- the virtualizer's functions are used in this render only
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (rows[index]?.kind === 'columns' ? 20 : 24),
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 12,
  });

  useEffect(() => {
    const index = rows.findIndex((row) => row.id === opened);
    if (index >= 0) virtual.scrollToIndex(index, { align: 'auto' });
    // Only when another spectrum is opened: scrolling by hand must stay where it is.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [opened]);

  const current = active ?? opened ?? rows[0]?.id;

  function onKeyDown(event: KeyboardEvent): void {
    const step = moveInTree(rows, current, event.key);
    if (step === undefined) return;
    event.preventDefault();
    if (step.kind === 'open') openSpectrum(step.path, { keep: true });
    else if (step.kind === 'toggle') toggleGroup(step.id, step.open);
    else {
      setActive(step.id);
      virtual.scrollToIndex(step.index, { align: 'auto' });
    }
  }

  return (
    <div
      ref={scroller}
      className="scroll tree"
      role="tree"
      tabIndex={0}
      data-pane-start
      aria-label="Files by release, telescope, field and object"
      aria-activedescendant={current === undefined ? undefined : rowId(current)}
      onKeyDown={onKeyDown}
    >
      <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index];
          if (row === undefined) return null;
          return (
            <LibraryRow
              key={item.key}
              id={rowId(row.id)}
              row={row}
              top={item.start}
              active={row.id === current}
              selected={row.id === opened}
              onActive={() => setActive(row.id)}
            />
          );
        })}
      </div>
    </div>
  );
}

function rowId(id: string): string {
  return `tree-${id.replace(/[^\w-]/g, '_')}`;
}
