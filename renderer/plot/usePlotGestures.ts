import { useEffect, useRef, useState, type PointerEvent, type RefObject } from 'react';
import { valueAtX, type PanelArea } from './geometry.ts';
import { boxView, panView, wheelView, type PlotTool, type Shown } from './gestures.ts';
import type { ScreenBox } from './overlay.ts';
import type { PlotView } from './viewRange.ts';

interface GestureOptions {
  readonly tool: PlotTool;
  readonly shown: () => Shown;
  readonly area: () => PanelArea | undefined;
  /** `gesture` names one continuous movement: its steps are one entry of the history. */
  readonly onView: (view: PlotView, gesture: string) => void;
  readonly onCursor: (wavelength: number | null) => void;
}

type Drag =
  | { readonly kind: 'box'; readonly x: number; readonly y: number }
  | { readonly kind: 'pan'; readonly x: number; readonly y: number; readonly start: Shown };

/** Pointer and wheel on the plot, at most one change a frame. */
export function usePlotGestures(surface: RefObject<HTMLElement | null>, options: GestureOptions) {
  const latest = useRef(options);
  useEffect(() => {
    latest.current = options;
  });
  const drag = useRef<Drag | null>(null);
  const count = useRef(0);
  const [box, setBox] = useState<ScreenBox | null>(null);
  const [panning, setPanning] = useState(false);

  useEffect(() => {
    const element = surface.current;
    if (element === null) return undefined;
    let frame = 0;
    let travel = { deltaX: 0, deltaY: 0 };
    let last: { px: number; py: number; shift: boolean } | undefined;
    const apply = () => {
      frame = 0;
      const { shown, area, onView } = latest.current;
      const panel = area();
      if (last === undefined || panel === undefined) return;
      const move = { ...travel, ...last };
      travel = { deltaX: 0, deltaY: 0 };
      onView(wheelView(shown(), move, panel), 'wheel');
    };
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 33 : 1;
      travel = {
        deltaX: travel.deltaX + event.deltaX * unit,
        deltaY: travel.deltaY + event.deltaY * unit,
      };
      const { left, top } = element.getBoundingClientRect();
      last = { px: event.clientX - left, py: event.clientY - top, shift: event.shiftKey };
      if (frame === 0) frame = requestAnimationFrame(apply);
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => {
      element.removeEventListener('wheel', onWheel);
      cancelAnimationFrame(frame);
    };
  }, [surface]);

  function place(event: PointerEvent): { x: number; y: number } {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  }

  function onPointerDown(event: PointerEvent): void {
    if (event.button > 1) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const { x, y } = place(event);
    count.current += 1;
    if (options.tool === 'pan' || event.button === 1) {
      drag.current = { kind: 'pan', x, y, start: options.shown() };
      setPanning(true);
    } else {
      drag.current = { kind: 'box', x, y };
    }
  }

  function onPointerMove(event: PointerEvent): void {
    const { x, y } = place(event);
    const panel = options.area();
    if (panel === undefined) return;
    const now = drag.current;
    if (now?.kind === 'box') {
      if (Math.abs(x - now.x) > 3) setBox({ x0: now.x, y0: now.y, x1: x, y1: y });
    } else if (now?.kind === 'pan') {
      options.onView(panView(now.start, x - now.x, y - now.y, panel), `pan-${count.current}`);
    } else {
      const inside = x >= panel.left && x <= panel.right;
      const { x0, x1 } = options.shown().x;
      options.onCursor(inside ? valueAtX(x, x0, x1, panel) : null);
    }
  }

  function onPointerUp(event: PointerEvent): void {
    const now = drag.current;
    const panel = options.area();
    drag.current = null;
    setBox(null);
    setPanning(false);
    if (now?.kind !== 'box' || panel === undefined) return;
    const { x, y } = place(event);
    const view = boxView(options.shown(), { x0: now.x, y0: now.y, x1: x, y1: y }, panel);
    if (view !== null) options.onView(view, `box-${count.current}`);
  }

  function cancel(): void {
    drag.current = null;
    setBox(null);
    setPanning(false);
  }

  const handlers = {
    onPointerDown,
    onPointerMove,
    onPointerUp,
    onPointerCancel: cancel,
    onPointerLeave: () => options.onCursor(null),
  };
  return { handlers, box, panning, cancel };
}
