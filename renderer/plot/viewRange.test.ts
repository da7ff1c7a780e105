import { describe, expect, it } from 'vitest';
import { boxView, panView, wheelView } from './gestures.ts';
import { clampX, panX, zoomX } from './viewRange.ts';

const whole = { x0: 15000, x1: 17000 };
const area = { left: 100, right: 900, top: 0, bottom: 400 };
const shown = { x: whole, y: { y0: 0, y1: 100 }, ownY: null };

describe('view range', () => {
  it('keeps the place under the pointer while zooming', () => {
    const zoomed = zoomX(whole, 4, 15500);
    expect(zoomed).toEqual({ x0: 15375, x1: 15875 });
    expect((15500 - zoomed.x0) / (zoomed.x1 - zoomed.x0)).toBeCloseTo(0.25, 12);
  });

  it('stays inside the spectrum and no closer than six pixels', () => {
    expect(clampX(panX(whole, 0.5), whole, 0.2)).toEqual(whole);
    const close = clampX({ x0: 16000, x1: 16000.1 }, whole, 0.2);
    expect(close.x1 - close.x0).toBeCloseTo(1.2, 9);
    const edge = clampX({ x0: 14990, x1: 15090 }, whole, 0.2);
    expect(edge).toEqual({ x0: 15000, x1: 15100 });
  });

  it('zooms x by the wheel, y with shift, and pans by sideways travel', () => {
    const x = wheelView(shown, { deltaX: 0, deltaY: -100, shift: false, px: 500, py: 200 }, area);
    expect(x.x.x1 - x.x.x0).toBeCloseTo(2000 / Math.exp(0.16), 6);
    expect((x.x.x0 + x.x.x1) / 2).toBeCloseTo(16000, 6);
    expect(x.y).toBeNull();
    const y = wheelView(shown, { deltaX: 0, deltaY: -100, shift: true, px: 500, py: 200 }, area);
    expect(y.x).toEqual(whole);
    expect(y.y?.y1).toBeCloseTo(50 + 50 / Math.exp(0.16), 6);
    const side = wheelView(shown, { deltaX: 80, deltaY: 0, shift: false, px: 500, py: 200 }, area);
    expect(side.x.x0).toBeCloseTo(15200, 6);
  });

  it('shows the inside of a box; a flat box leaves y alone, a click does nothing', () => {
    const box = boxView(shown, { x0: 300, y0: 100, x1: 500, y1: 300 }, area);
    expect(box).toEqual({ x: { x0: 15500, x1: 16000 }, y: { y0: 25, y1: 75 } });
    expect(boxView(shown, { x0: 500, y0: 200, x1: 300, y1: 205 }, area)?.y).toBeNull();
    expect(boxView(shown, { x0: 300, y0: 100, x1: 301, y1: 300 }, area)).toBeNull();
  });

  it('drags the spectrum along with the pointer', () => {
    expect(panView(shown, 80, 0, area).x.x0).toBeCloseTo(14800, 9);
    const own = panView({ ...shown, ownY: shown.y }, 0, 40, area);
    expect(own.y?.y0).toBeCloseTo(10, 9);
  });
});
