import { IconEyeOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { SpectrumPayload } from '../../core/api/spectrum.ts';
import type { SeriesShown } from '../plot/plotModel.ts';
import { toggleSeries, usePlotOptions } from './plotOptionsStore.ts';

/** What is drawn; each entry switches its curve on or off. */
export function Legend({ payload }: { readonly payload: SpectrumPayload }) {
  const { series, smoothing } = usePlotOptions();
  return (
    <div className="legend" role="group" aria-label="Curves">
      <Entry
        name="flux"
        shown={series.flux}
        swatch={<path d="M0 5h20" stroke="var(--data-ink)" strokeWidth="1.5" />}
      >
        Flux
        {smoothing > 1 && <span className="muted"> smoothed {smoothing} px, display only</span>}
      </Entry>
      {payload.noErrors !== true && (
        <Entry
          name="band"
          shown={series.band}
          swatch={<rect width="20" height="10" fill="var(--plot-band)" />}
        >
          ±1 σ
        </Entry>
      )}
      {payload.model !== undefined && (
        <Entry
          name="model"
          shown={series.model}
          swatch={<path d="M0 5h20" stroke="var(--data-vermillion)" strokeWidth="2" />}
        >
          Model
        </Entry>
      )}
    </div>
  );
}

interface EntryProps {
  readonly name: keyof SeriesShown;
  readonly shown: boolean;
  readonly swatch: ReactNode;
  readonly children: ReactNode;
}

function Entry({ name, shown, swatch, children }: EntryProps) {
  return (
    <button
      type="button"
      className="legend-entry"
      aria-pressed={shown}
      onClick={() => toggleSeries(name)}
    >
      {shown ? (
        <svg width="20" height="10" aria-hidden="true">
          {swatch}
        </svg>
      ) : (
        <IconEyeOff size={14} stroke={1.6} aria-hidden />
      )}
      <span>{children}</span>
    </button>
  );
}
