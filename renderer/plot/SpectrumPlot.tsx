import { useEffect, useLayoutEffect, useRef, type KeyboardEvent } from 'react';
import type { PlotTool } from './gestures.ts';
import { drawOverlay, type Cursor } from './overlay.ts';
import type { PlotColors } from './plotColors.ts';
import type { PlotModel } from './plotModel.ts';
import { createSpectrumChart, type SpectrumChart } from './spectrumChart.ts';
import { usePlotGestures } from './usePlotGestures.ts';
import type { PlotView, YRange } from './viewRange.ts';

interface SpectrumPlotProps {
  readonly model: PlotModel;
  readonly colors: PlotColors;
  /** The y-range the user chose; null while it follows the data. */
  readonly ownY: YRange | null;
  readonly tool: PlotTool;
  readonly cursor: Cursor | null;
  /** A sentence that says what is there. */
  readonly label: string;
  readonly onView: (view: PlotView, gesture: string) => void;
  readonly onCursor: (wavelength: number | null) => void;
  readonly onHome: () => void;
}

/** The one component that draws spectra; everything it shows comes in as values. */
export function SpectrumPlot(props: SpectrumPlotProps) {
  const { model, colors, ownY, tool, cursor, label, onView, onCursor, onHome } = props;
  const base = useRef<HTMLCanvasElement>(null);
  const overlay = useRef<HTMLCanvasElement>(null);
  const surface = useRef<HTMLDivElement>(null);
  const chart = useRef<SpectrumChart | null>(null);
  const latest = useRef({ model, colors, cursor });

  const { handlers, box, panning, cancel } = usePlotGestures(surface, {
    tool,
    shown: () => ({ x: model.x, y: model.y, ownY }),
    area: () => chart.current?.area(),
    onView,
    onCursor,
  });

  useLayoutEffect(() => {
    latest.current = { model, colors, cursor };
  });

  useEffect(() => {
    if (base.current === null) return undefined;
    const redrawOverlay = () => {
      if (overlay.current === null || chart.current === null) return;
      const now = latest.current;
      drawOverlay(overlay.current, chart.current.area(), now.model, now.colors, {
        size: chart.current.size(),
        cursor: now.cursor,
        box: null,
      });
    };
    const created = createSpectrumChart(base.current, { onResize: redrawOverlay });
    chart.current = created;
    created.show(latest.current.model, latest.current.colors);
    return () => {
      created.destroy();
      chart.current = null;
    };
  }, []);

  useLayoutEffect(() => {
    chart.current?.show(model, colors);
  }, [model, colors]);

  useLayoutEffect(() => {
    if (overlay.current === null || chart.current === null) return;
    const size = chart.current.size();
    drawOverlay(overlay.current, chart.current.area(), model, colors, { size, cursor, box });
  }, [model, colors, cursor, box]);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Escape' && box !== null) {
      event.stopPropagation();
      cancel();
    }
  }

  return (
    <div
      ref={surface}
      className="spectrum-plot"
      role="img"
      tabIndex={0}
      data-keys="plot"
      data-pane-start
      data-tool={panning ? 'panning' : tool}
      aria-label={label}
      onDoubleClick={onHome}
      onKeyDown={onKeyDown}
      {...handlers}
    >
      <canvas ref={base} aria-hidden="true" />
      <canvas ref={overlay} className="spectrum-overlay" aria-hidden="true" />
    </div>
  );
}
