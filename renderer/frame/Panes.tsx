import { useEffect, type PointerEvent, type ReactNode } from 'react';
import { Group, Panel, Separator } from 'react-resizable-panels';
import {
  closeFloating,
  PANE_LIMITS,
  paneSize,
  rememberSize,
  usePanes,
  type PaneSide,
} from './paneStore.ts';
import type { ViewName } from './viewStore.ts';
import { useRoom } from './windowWidth.ts';

export interface ViewPanes {
  readonly title: string;
  readonly main: ReactNode;
  readonly sidebar?: { readonly title: string; readonly size: number; readonly content: ReactNode };
  readonly inspector?: {
    readonly title: string;
    readonly size: number;
    readonly content: ReactNode;
  };
}

interface PanesProps {
  readonly view: ViewName;
  readonly panes: ViewPanes;
}

/** Work in the main area puts a floating pane away; its own switch decides for itself. */
function leaveFloating(event: PointerEvent): void {
  const onSwitch =
    event.target instanceof Element && event.target.closest('[data-pane-switch]') !== null;
  if (!onSwitch) closeFloating();
}

/** Sidebar, main area and inspector; panes without room float above the main area when asked for. */
export function Panes({ view, panes }: PanesProps) {
  const room = useRoom();
  // Not the sizes: a panel that is rendered anew while it is dragged loses the drag.
  const hidden = usePanes((state) => state.hidden);
  const floating = usePanes((state) => state.floating);
  const docked = (side: PaneSide) => panes[side] !== undefined && room[side] && !hidden[side];

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented) closeFloating();
    };
    // Tooltips keep Escape to themselves; the pane is asked first.
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, []);

  const pane = (side: PaneSide) => {
    const shown = panes[side];
    if (shown === undefined) return null;
    return (
      <Panel
        key={side}
        id={side}
        defaultSize={paneSize(view, side, shown.size)}
        minSize={PANE_LIMITS.min}
        maxSize={PANE_LIMITS.max}
        groupResizeBehavior="preserve-pixel-size"
        onResize={(size, _id, before) => {
          if (before !== undefined) rememberSize(view, side, size.inPixels);
        }}
      >
        <aside className={side} aria-label={shown.title} data-pane={side} tabIndex={-1}>
          {shown.content}
        </aside>
      </Panel>
    );
  };

  const overlay = floating === null || room[floating] ? undefined : panes[floating];
  return (
    <div className="body" style={{ flex: 1, position: 'relative' }}>
      <Group orientation="horizontal" id={`panes-${view}`}>
        {docked('sidebar') && pane('sidebar')}
        {docked('sidebar') && (
          <Separator key="left" className="separator" aria-label="Resize the sidebar" />
        )}
        <Panel key="main" id="main" minSize={320}>
          <main
            className="main"
            aria-label={panes.title}
            data-pane="main"
            tabIndex={-1}
            onPointerDownCapture={leaveFloating}
          >
            {panes.main}
          </main>
        </Panel>
        {docked('inspector') && (
          <Separator key="right" className="separator" aria-label="Resize the inspector" />
        )}
        {docked('inspector') && pane('inspector')}
      </Group>
      {overlay !== undefined && floating !== null && (
        <aside
          className={`overlay-pane ${floating === 'sidebar' ? 'left' : 'right'} col`}
          aria-label={overlay.title}
          data-pane={floating}
          tabIndex={-1}
          ref={(element) => element?.focus()}
        >
          {overlay.content}
        </aside>
      )}
    </div>
  );
}
