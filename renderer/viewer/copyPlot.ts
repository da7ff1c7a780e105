import { reportProblem } from '../components/noticeStore.ts';
import { copyText } from '../components/copyText.ts';
import { showToast } from '../components/toastStore.ts';
import { plural } from '../format/number.ts';
import { indexRange } from '../plot/bounds.ts';
import { readPlotColors } from '../plot/plotColors.ts';
import { autoY, prepareSpectrum, type PlotModel } from '../plot/plotModel.ts';
import { createSpectrumChart } from '../plot/spectrumChart.ts';
import { spectrumTsv } from './spectrumTsv.ts';
import { enabledBits, usePlotOptions } from './plotOptionsStore.ts';
import { plotOf } from './plotViewStore.ts';
import { spectrumKey, useSpectra } from './spectrumStore.ts';
import { activeTab } from './viewerStore.ts';

/** CSS pixels of a copied plot, drawn at twice the resolution. */
const SIZE = { width: 1100, height: 520 } as const;

/** What the active tab shows now; undefined while there is nothing. */
export function activeModel(): PlotModel | undefined {
  const tab = activeTab();
  if (tab === undefined) return undefined;
  const state = useSpectra.getState().loaded.get(spectrumKey(tab.path, tab.row));
  if (state?.kind !== 'ready') return undefined;
  const { bits, smoothing, yMode, series } = usePlotOptions.getState();
  const { view } = plotOf(tab.id);
  const spectrum = prepareSpectrum(
    state.payload,
    enabledBits(state.payload.masks, bits),
    smoothing,
  );
  const x = view.x ?? spectrum.whole;
  return { spectrum, x, y: view.y ?? autoY(spectrum, x, yMode), series };
}

/** Copies the plot as a picture: light theme, twice the resolution of the screen. */
export async function copyPlot(): Promise<void> {
  const model = activeModel();
  if (model === undefined) return;
  try {
    const picture = await renderPlot(model);
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': picture })]);
    showToast({ text: 'Plot copied as a picture' });
  } catch {
    reportProblem(new Error('the browser refused to put a picture on the clipboard'));
  }
}

function renderPlot(model: PlotModel): Promise<Blob> {
  const canvas = document.createElement('canvas');
  canvas.width = SIZE.width;
  canvas.height = SIZE.height;
  // What leaves the app goes on white paper.
  const colors = readPlotColors('light');
  const chart = createSpectrumChart(canvas, { pixelRatio: 2 });
  chart.show(model, colors);
  const context = canvas.getContext('2d');
  if (context !== null) {
    context.globalCompositeOperation = 'destination-over';
    context.fillStyle = colors.background;
    context.fillRect(0, 0, canvas.width, canvas.height);
  }
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      chart.destroy();
      if (blob === null) reject(new Error('the canvas gave no picture'));
      else resolve(blob);
    }, 'image/png');
  });
}

/** Copies the pixels in view as tab-separated values. */
export async function copyData(): Promise<void> {
  const model = activeModel();
  if (model === undefined) return;
  const { payload } = model.spectrum;
  const [from, to] = indexRange(payload.wavelength, model.x.x0, model.x.x1);
  await copyText(spectrumTsv(payload, from, to), `${plural(to - from, 'pixel')} copied as TSV`);
}
