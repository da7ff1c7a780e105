import { useEffect, useLayoutEffect, useRef, type KeyboardEvent, type PointerEvent } from 'react';
import { formatFixed } from '../format/number.ts';
import { LEFT, RIGHT } from './geometry.ts';
import { drawOverview } from './overviewCanvas.ts';
import type { PlotColors } from './plotColors.ts';
import type { PreparedSpectrum } from './plotModel.ts';
import { panX, type XRange } from './viewRange.ts';

interface OverviewProps {
  readonly spectrum: PreparedSpectrum;
  readonly colors: PlotColors;
  readonly x: XRange;
  readonly onX: (x: XRange, gesture: string) => void;
}

type Part = 'from' | 'to' | 'window';

/** Keyboard steps of the handles, as a part of the whole range. */
const KEY_STEP = 0.01;

/** The whole spectrum in a strip, with the part in view as a window with two handles. */
export function Overview({ spectrum, colors, x, onX }: OverviewProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const track = useRef<HTMLDivElement>(null);
  const drag = useRef<{ part: Part; at: number; start: XRange; name: string } | null>(null);
  const count = useRef(0);
  const { whole } = spectrum;
  const span = whole.x1 - whole.x0;
  const percent = (value: number) => `${(((value - whole.x0) / span) * 100).toFixed(4)}%`;

  useLayoutEffect(() => {
    if (canvas.current !== null) drawOverview(canvas.current, spectrum, colors);
  }, [spectrum, colors]);

  useEffect(() => {
    const element = canvas.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => drawOverview(element, spectrum, colors));
    observer.observe(element);
    return () => observer.disconnect();
  }, [spectrum, colors]);

  function valueAt(event: PointerEvent): number {
    const box = track.current?.getBoundingClientRect();
    if (box === undefined || box.width === 0) return whole.x0;
    return whole.x0 + ((event.clientX - box.left) / box.width) * span;
  }

  function onPointerDown(event: PointerEvent): void {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const value = valueAt(event);
    count.current += 1;
    const name = `overview-${count.current}`;
    const target = event.target instanceof Element ? event.target.closest('[data-part]') : null;
    const part = target?.getAttribute('data-part');
    if (part === 'from' || part === 'to' || part === 'window') {
      drag.current = { part, at: value, start: x, name };
      return;
    }
    const half = (x.x1 - x.x0) / 2;
    const start = { x0: value - half, x1: value + half };
    drag.current = { part: 'window', at: value, start, name };
    onX(start, name);
  }

  function onPointerMove(event: PointerEvent): void {
    const now = drag.current;
    if (now === null) return;
    const moved = valueAt(event) - now.at;
    onX(shifted(now.start, now.part, moved), now.name);
  }

  function onKeyDown(event: KeyboardEvent, part: 'from' | 'to'): void {
    const step = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0;
    if (step === 0) return;
    event.preventDefault();
    event.stopPropagation();
    onX(shifted(x, part, step * KEY_STEP * span), `overview-${part}`);
  }

  const handle = (part: 'from' | 'to', value: number, label: string) => (
    <div
      className="overview-handle"
      role="slider"
      tabIndex={0}
      data-part={part}
      aria-label={label}
      aria-valuemin={whole.x0}
      aria-valuemax={whole.x1}
      aria-valuenow={value}
      aria-valuetext={`${formatFixed(value, 2)} Å`}
      style={{ left: percent(value) }}
      onKeyDown={(event) => onKeyDown(event, part)}
    />
  );

  return (
    <div className="overview" style={{ paddingLeft: LEFT, paddingRight: RIGHT }}>
      <span className="overview-label">All</span>
      <div
        ref={track}
        className="overview-track"
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={() => (drag.current = null)}
        onPointerCancel={() => (drag.current = null)}
        onWheel={(event) => onX(panX(x, Math.sign(event.deltaY) * 0.1), 'overview-wheel')}
      >
        <canvas ref={canvas} aria-hidden="true" />
        <div
          className="overview-window"
          data-part="window"
          style={{ left: percent(x.x0), right: `calc(100% - ${percent(x.x1)})` }}
        />
        {handle('from', x.x0, 'Start of the view')}
        {handle('to', x.x1, 'End of the view')}
      </div>
    </div>
  );
}

function shifted(start: XRange, part: Part, by: number): XRange {
  const x0 = part === 'to' ? start.x0 : start.x0 + by;
  const x1 = part === 'from' ? start.x1 : start.x1 + by;
  return x0 <= x1 ? { x0, x1 } : { x0: x1, x1: x0 };
}
