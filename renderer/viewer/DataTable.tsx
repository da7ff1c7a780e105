import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import type { SpectrumPayload } from '../../core/api/spectrum.ts';
import { formatFixed } from '../format/number.ts';
import { unitText } from '../format/unit.ts';
import { indexRange } from '../plot/bounds.ts';
import { readPixel } from './pixelReadout.ts';
import { usePlotOptions } from './plotOptionsStore.ts';
import { plotOf } from './plotViewStore.ts';

const ROW = 24;

/** Every pixel as numbers, starting at the part in view; only the rows on screen exist. */
export function DataTable({
  tab,
  payload,
}: {
  readonly tab: number;
  readonly payload: SpectrumPayload;
}) {
  const scroller = useRef<HTMLDivElement>(null);
  // eslint-disable-next-line react-hooks/incompatible-library -- the virtualizer's functions are used in this render only
  const virtual = useVirtualizer({
    count: payload.wavelength.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 20,
  });

  useEffect(() => {
    scroller.current?.focus();
    const { x } = plotOf(tab).view;
    if (x === null) return;
    const [first] = indexRange(payload.wavelength, x.x0, x.x1);
    virtual.scrollToIndex(first, { align: 'start' });
    // Once, when the table appears.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);

  const unit = unitText(payload.unit);
  return (
    <div
      className="data-table"
      role="table"
      aria-label="Pixels"
      aria-rowcount={payload.wavelength.length + 1}
    >
      <div role="row" className="data-row data-head">
        <span role="columnheader" className="num">
          Pixel
        </span>
        <span role="columnheader" className="num">
          λ <i>Å, {payload.medium}</i>
        </span>
        <span role="columnheader" className="num">
          Flux <i>{unit}</i>
        </span>
        <span role="columnheader" className="num">
          σ
        </span>
        <span role="columnheader" className="num">
          S/N
        </span>
        <span role="columnheader">Bits</span>
      </div>
      <div
        ref={scroller}
        className="scroll"
        tabIndex={0}
        data-keys="table"
        role="rowgroup"
        onKeyDown={(event) => {
          if (event.key === 'Escape') usePlotOptions.setState({ table: false });
        }}
      >
        <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {virtual.getVirtualItems().map((item) => (
            <Row key={item.key} payload={payload} index={item.index} top={item.start} />
          ))}
        </div>
      </div>
    </div>
  );
}

function Row({
  payload,
  index,
  top,
}: {
  readonly payload: SpectrumPayload;
  readonly index: number;
  readonly top: number;
}) {
  const pixel = readPixel(payload, index);
  if (pixel === undefined) return null;
  const bits = pixel.masks.flatMap((mask) => mask.bits.map(({ name }) => name)).join(', ');
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      className="data-row"
      style={{ position: 'absolute', top, insetInline: 0 }}
    >
      <span role="cell" className="num muted">
        {formatFixed(index, 0)}
      </span>
      <span role="cell" className="num">
        {pixel.wavelength}
      </span>
      <span role="cell" className="num">
        {pixel.flux}
      </span>
      <span role="cell" className="num">
        {pixel.sigma}
      </span>
      <span role="cell" className="num">
        {pixel.snr}
      </span>
      <span role="cell" className="mono clip">
        {bits}
      </span>
    </div>
  );
}
