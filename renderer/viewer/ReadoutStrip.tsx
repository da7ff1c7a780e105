import { Button } from '@mantine/core';
import { IconLayoutSidebarRight, IconPin } from '@tabler/icons-react';
import type { SpectrumPayload } from '../../core/api/spectrum.ts';
import { togglePane } from '../frame/paneStore.ts';
import { usePixel } from './ReadoutPanel.tsx';

/** The read-out as one line above the plot, where the inspector has no room. */
export function ReadoutStrip({ payload }: { readonly payload: SpectrumPayload }) {
  const { pixel, pinned } = usePixel(payload);
  const bits =
    pixel?.masks
      .map(({ bits: set }, index) => ({ names: set.map(({ name }) => name).join(', '), index }))
      .filter(({ names }) => names !== '')
      // As in the panel: the first mask is meant unless another is named.
      .map(({ names, index }) => (index === 0 ? names : `or: ${names}`))
      .join('; ') ?? '';
  return (
    <div className="readout-strip" aria-label="Read-out">
      {pinned && (
        <span className="chip line">
          <IconPin size={12} stroke={1.6} aria-hidden />
          Pinned
        </span>
      )}
      {pixel === undefined ? (
        <span className="muted">Point at the plot to read it</span>
      ) : (
        <>
          <span>
            λ <b>{pixel.wavelength} Å</b>
          </span>
          <span>
            flux <b>{pixel.flux}</b> {pixel.spread}
          </span>
          <span>
            S/N <b>{pixel.snr}</b>
          </span>
          <span className="mono clip">{bits}</span>
        </>
      )}
      <span className="push" />
      <Button
        size="sm"
        variant="subtle"
        className="plain"
        data-pane-switch
        leftSection={<IconLayoutSidebarRight size={14} stroke={1.6} />}
        onClick={() => togglePane('inspector', false)}
      >
        Inspector
      </Button>
    </div>
  );
}
