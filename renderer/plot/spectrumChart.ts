import {
  Chart,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  type ChartConfiguration,
  type Plugin,
} from 'chart.js';
import { decimate, type LinePoint } from './decimate.ts';
import { drawAxes } from './drawAxes.ts';
import { drawBackdrop } from './drawBackdrop.ts';
import { drawBand } from './drawBand.ts';
import { drawColumns } from './drawColumns.ts';
import type { Drawing } from './drawing.ts';
import { drawLanes } from './drawLanes.ts';
import { drawOutliers } from './drawOutliers.ts';
import { AXIS, LEFT, lanesHeight, RIGHT, TOP, type PanelArea } from './geometry.ts';
import { makeHatches, type Hatches } from './hatch.ts';
import { isDense } from './lineColumns.ts';
import type { PlotColors } from './plotColors.ts';
import type { PlotModel } from './plotModel.ts';
import { chooseTicks, type Ticks } from './ticks.ts';

Chart.register(LineController, LineElement, PointElement, LinearScale);

const FLUX_WIDTH = 1.1;
const MODEL_WIDTH = 1.75;

type LineChart = Chart<'line', LinePoint[]>;

/** A drawn spectrum that can be told to show something else. */
export interface SpectrumChart {
  show(model: PlotModel, colors: PlotColors): void;
  /** The flux panel in CSS pixels of the canvas. */
  area(): PanelArea;
  /** The canvas in CSS pixels. */
  size(): { readonly width: number; readonly height: number };
  destroy(): void;
}

interface ChartOptions {
  /** Set for a picture of fixed size; absent: follows the parent element and the screen. */
  readonly pixelRatio?: number;
  /** Called after the canvas took another size. */
  readonly onResize?: () => void;
}

/**
 * Chart.js with the parts a spectrum needs: it maps values to the screen and draws the lines; the
 * plugin draws what lies behind (grid, gaps, masks, errors) and around (lanes, axes, triangles).
 */
export function createSpectrumChart(
  canvas: HTMLCanvasElement,
  { pixelRatio, onResize }: ChartOptions = {},
): SpectrumChart {
  let model: PlotModel | undefined;
  let colors: PlotColors | undefined;
  let hatches: Hatches | undefined;
  /** The lines are drawn as bars, without the chart's datasets. */
  let crowded = false;
  /** The padding and the datasets of the chart are those of a crowded view of so many lanes. */
  let settledLanes = -1;

  const drawing = (chart: LineChart): Drawing | undefined => {
    if (model === undefined || colors === undefined) return undefined;
    const ratio = chart.currentDevicePixelRatio;
    hatches ??= makeHatches(chart.ctx, colors, ratio);
    return { context: chart.ctx, area: chart.chartArea, model, colors, hatches, ratio };
  };

  const plugin: Plugin<'line'> = {
    id: 'spectrum',
    beforeDatasetsDraw: (chart) => {
      const now = drawing(chart as LineChart);
      if (now === undefined) return;
      drawBackdrop(now, ...ticksOf(now));
      if (now.model.series.band) drawBand(now);
      if (crowded) drawCrowdedLines(now);
    },
    afterDatasetsDraw: (chart) => {
      const now = drawing(chart as LineChart);
      if (now === undefined) return;
      drawOutliers(now);
      drawLanes(now);
      drawAxes(now, ...ticksOf(now));
    },
  };

  const chart: LineChart = new Chart(canvas, configuration(plugin, pixelRatio, refresh));

  function refresh(): void {
    hatches = undefined;
    settledLanes = -1;
    if (model !== undefined && colors !== undefined) update(model, colors);
    onResize?.();
  }

  function update(next: PlotModel, ink: PlotColors): void {
    const { spectrum, x, y, series } = next;
    const { payload, segments, drawn, lanes } = spectrum;
    const columns = Math.max(1, Math.round(chart.width - LEFT - RIGHT));
    crowded = isDense(payload.wavelength, x, columns * chart.currentDevicePixelRatio);
    if (crowded && settledLanes === lanes.length) {
      // Nothing of the chart's own changes: no layout, no scales, only the picture.
      chart.draw();
      return;
    }
    settledLanes = crowded ? lanes.length : -1;
    const line = (values: Float64Array | undefined, on: boolean): LinePoint[] =>
      crowded || !on || values === undefined
        ? []
        : decimate(payload.wavelength, values, segments.runs, x, columns);
    const [flux, overlay] = chart.data.datasets;
    if (flux !== undefined) {
      flux.data = line(drawn, series.flux);
      flux.borderColor = ink.ink;
    }
    if (overlay !== undefined) {
      overlay.data = line(payload.model, series.model);
      overlay.borderColor = ink.model;
    }
    chart.options.layout = { padding: padding(lanes.length) };
    chart.options.scales = {
      x: { type: 'linear', display: false, min: x.x0, max: x.x1 },
      y: { type: 'linear', display: false, min: y.y0, max: y.y1 },
    };
    chart.update('none');
  }

  return {
    show: (next, ink) => {
      if (colors !== ink) hatches = undefined;
      model = next;
      colors = ink;
      update(next, ink);
    },
    area: () => chart.chartArea,
    size: () => ({ width: chart.width, height: chart.height }),
    destroy: () => chart.destroy(),
  };
}

function drawCrowdedLines(now: Drawing): void {
  const { spectrum, series } = now.model;
  if (series.flux) drawColumns(now, spectrum.drawn, now.colors.ink, FLUX_WIDTH);
  const { model } = spectrum.payload;
  if (series.model && model !== undefined) {
    drawColumns(now, model, now.colors.model, MODEL_WIDTH);
  }
}

function padding(lanes: number): { left: number; right: number; top: number; bottom: number } {
  return { left: LEFT, right: RIGHT, top: TOP, bottom: AXIS + lanesHeight(lanes) };
}

function ticksOf({ area, model }: Drawing): [Ticks, Ticks] {
  const { x, y } = model;
  return [
    chooseTicks(x.x0, x.x1, Math.max(2, (area.right - area.left) / 90)),
    chooseTicks(y.y0, y.y1, Math.max(2, (area.bottom - area.top) / 44)),
  ];
}

function configuration(
  plugin: Plugin<'line'>,
  pixelRatio: number | undefined,
  onResize: () => void,
): ChartConfiguration<'line', LinePoint[]> {
  const fixed = pixelRatio !== undefined;
  return {
    type: 'line',
    data: {
      datasets: [
        { data: [], borderWidth: FLUX_WIDTH },
        { data: [], borderWidth: MODEL_WIDTH },
      ],
    },
    plugins: [plugin],
    options: {
      animation: false,
      parsing: false,
      normalized: true,
      events: [],
      responsive: !fixed,
      maintainAspectRatio: false,
      ...(fixed ? { devicePixelRatio: pixelRatio } : {}),
      onResize,
      datasets: { line: { pointRadius: 0, spanGaps: false, tension: 0, borderJoinStyle: 'bevel' } },
      scales: { x: { type: 'linear', display: false }, y: { type: 'linear', display: false } },
    },
  };
}
