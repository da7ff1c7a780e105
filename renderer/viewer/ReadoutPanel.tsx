import { IconCopy, IconPin } from '@tabler/icons-react';
import type { SpectrumPayload } from '../../core/api/spectrum.ts';
import { copyText } from '../components/copyText.ts';
import { IconButton } from '../components/IconButton.tsx';
import { fluxUnit } from '../format/unit.ts';
import { nearestIndex } from '../plot/bounds.ts';
import { readPixel, readoutText, type PixelReadout } from './pixelReadout.ts';
import { pinAt, useReadout } from './readoutStore.ts';

/** The pixel under the cursor, or the pinned one. */
export function usePixel(payload: SpectrumPayload | undefined): {
  readonly pixel: PixelReadout | undefined;
  readonly pinned: boolean;
} {
  const { hover, pinned } = useReadout();
  const wavelength = pinned ?? hover;
  if (payload === undefined || wavelength === null) return { pixel: undefined, pinned: false };
  const pixel = readPixel(payload, nearestIndex(payload.wavelength, wavelength));
  return { pixel, pinned: pinned !== null };
}

export function ReadoutPanel({ payload }: { readonly payload: SpectrumPayload }) {
  const { pixel, pinned } = usePixel(payload);
  return (
    <section className="section" aria-label="Read-out">
      <header>
        <h3>Read-out</h3>
        {pinned && (
          <span className="chip line">
            <IconPin size={12} stroke={1.6} aria-hidden />
            Pinned
          </span>
        )}
        <span className="push row" style={{ gap: 4 }}>
          {pixel !== undefined && (
            <IconButton
              small
              icon={IconCopy}
              label="Copy the read-out"
              onClick={() => void copyText(readoutText(payload, pixel), 'Read-out copied')}
            />
          )}
          {pinned ? (
            <button type="button" className="link small" onClick={() => pinAt(null)}>
              Unpin
            </button>
          ) : (
            <kbd title="F pins the read-out">F</kbd>
          )}
        </span>
      </header>
      <Values payload={payload} pixel={pixel} />
    </section>
  );
}

function Values({
  payload,
  pixel,
}: {
  readonly payload: SpectrumPayload;
  readonly pixel: PixelReadout | undefined;
}) {
  return (
    <dl className="kv readout" data-testid="readout">
      <dt>λ</dt>
      <dd>
        {pixel === undefined ? (
          <span className="muted">point at the plot</span>
        ) : (
          <>
            <b>{pixel.wavelength} Å</b>{' '}
            <span className="muted">
              {payload.medium}, {payload.frame}
            </span>
          </>
        )}
      </dd>
      <dt>Flux</dt>
      <dd>
        {pixel === undefined ? (
          '—'
        ) : (
          <>
            <b>{pixel.flux}</b> {pixel.spread}
          </>
        )}{' '}
        <span className="muted unbroken">
          {payload.unit === '' && payload.product !== 'generic' ? '' : fluxUnit(payload)}
        </span>
      </dd>
      <dt>S/N</dt>
      <dd>
        {pixel === undefined ? (
          '—'
        ) : (
          <>
            <b>{pixel.snr}</b> <span className="muted">per pixel, px {pixel.index}</span>
          </>
        )}
      </dd>
      {pixel?.model !== null && pixel?.model !== undefined && (
        <>
          <dt>Model</dt>
          <dd>{pixel.model}</dd>
        </>
      )}
      {(pixel?.masks ?? payload.masks.map(({ title }) => ({ mask: title, bits: [] }))).map(
        ({ mask, bits }, index) => (
          <div key={mask} style={{ display: 'contents' }}>
            <dt>{index === 0 ? 'Bits' : 'Or bits'}</dt>
            <dd className="bit-chips">
              {bits.length === 0 ? (
                <span className="muted">{pixel === undefined ? '—' : 'none set'}</span>
              ) : (
                bits.map((bit) => (
                  <span
                    key={bit.name}
                    className={bit.bad ? 'chip stale mono' : 'chip line mono'}
                    title={bit.meaning}
                  >
                    {bit.name}
                  </span>
                ))
              )}
            </dd>
          </div>
        ),
      )}
    </dl>
  );
}
