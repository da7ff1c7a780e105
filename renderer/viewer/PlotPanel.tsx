import { useMemo } from 'react';
import { nearestIndex } from '../plot/bounds.ts';
import { Overview } from '../plot/Overview.tsx';
import type { Cursor } from '../plot/overlay.ts';
import { autoY, type PlotModel, type PreparedSpectrum } from '../plot/plotModel.ts';
import { SpectrumPlot } from '../plot/SpectrumPlot.tsx';
import { clampX, sameX, type PlotView } from '../plot/viewRange.ts';
import { usePlotOptions } from './plotOptionsStore.ts';
import { plotSentence } from './plotSentence.ts';
import { setView, WHOLE } from './plotViewStore.ts';
import { setHover, useReadout } from './readoutStore.ts';
import { usePlotColors } from './usePlotColors.ts';
import { useSettled } from './useSettled.ts';
import { useTabView } from './useTabView.ts';

/** The sentence of the plot follows once the view has rested this long (ms). */
const REST = 150;

interface PlotPanelProps {
  readonly tab: number;
  readonly spectrum: PreparedSpectrum;
}

/** Connects the plot and its overview to the view of a tab and to the read-out. */
export function PlotPanel({ tab, spectrum }: PlotPanelProps) {
  const { tool, yMode, series } = usePlotOptions();
  const view = useTabView(tab);
  const colors = usePlotColors();
  const cursor = useCursor(spectrum);

  const model = useMemo((): PlotModel => {
    const x = clampX(view.x ?? spectrum.whole, spectrum.whole, spectrum.step);
    return { spectrum, x, y: view.y ?? autoY(spectrum, x, yMode), series };
  }, [view, spectrum, yMode, series]);

  // Said once the view rests: a sentence that changes at every frame is read by nobody.
  const label = plotSentence(useSettled(model, REST));

  function onView({ x, y }: PlotView, gesture: string): void {
    const clamped = clampX(x, spectrum.whole, spectrum.step);
    const next = sameX(clamped, spectrum.whole) ? null : clamped;
    setView(tab, { x: next, y }, gesture);
  }

  return (
    <>
      <SpectrumPlot
        model={model}
        colors={colors}
        ownY={view.y}
        tool={tool}
        cursor={cursor}
        label={label}
        onView={onView}
        onCursor={setHover}
        onHome={() => setView(tab, WHOLE, 'home')}
      />
      <Overview
        spectrum={spectrum}
        colors={colors}
        x={model.x}
        onX={(x, gesture) => onView({ x, y: view.y }, gesture)}
      />
    </>
  );
}

function useCursor({ payload }: PreparedSpectrum): Cursor | null {
  const { hover, pinned } = useReadout();
  const wavelength = pinned ?? hover;
  const index = wavelength === null ? -1 : nearestIndex(payload.wavelength, wavelength);
  const isPinned = pinned !== null;
  return useMemo(() => (index < 0 ? null : { index, pinned: isPinned }), [index, isPinned]);
}
