import { useMemo } from 'react';
import { decimalsForError, formatCount, formatFixed } from '../format/number.ts';
import { fluxUnit } from '../format/unit.ts';
import { indexRange } from '../plot/bounds.ts';
import { bitsValue } from '../plot/maskGroups.ts';
import { clampX } from '../plot/viewRange.ts';
import type { PreparedSpectrum } from '../plot/plotModel.ts';
import { rangeStatistics } from './statistics.ts';
import { useRestedView } from './useTabView.ts';

/** The numbers follow once the view has rested this long (ms): zooming stays smooth. */
const REST = 120;

/** Numbers of each stretch in view and of all of it. */
export function StatisticsTab({
  tab,
  spectrum,
}: {
  readonly tab: number;
  readonly spectrum: PreparedSpectrum;
}) {
  const view = useRestedView(tab, REST);
  const rows = useMemo(() => {
    const x = clampX(view.x ?? spectrum.whole, spectrum.whole, spectrum.step);
    return stretches(spectrum, x.x0, x.x1);
  }, [view, spectrum]);
  const unit = fluxUnit(spectrum.payload);
  const { noErrors } = spectrum.payload;
  const snr = (value: number) => formatFixed(noErrors === true ? NaN : value, 1);
  return (
    <div
      className="scroll stats-pane"
      tabIndex={0}
      role="region"
      aria-label="Statistics of the pixels in view"
      data-keys="table"
    >
      <table className="dense stats">
        <thead>
          <tr>
            <th>Range</th>
            <th className="num">
              From <span className="u">Å</span>
            </th>
            <th className="num">
              To <span className="u">Å</span>
            </th>
            <th className="num">Pixels</th>
            <th className="num">S/N mean</th>
            <th className="num">S/N median</th>
            <th className="num" title={unit}>
              Mean
            </th>
            <th className="num" title={unit}>
              Median
            </th>
            <th className="num extra" title="Standard deviation">
              σ
            </th>
            <th className="num" title="1.4826 × median absolute deviation">
              σ robust
            </th>
            <th className="num extra">Lowest</th>
            <th className="num extra">Highest</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, x0, x1, numbers }) => {
            const decimals = Math.min(
              4,
              decimalsForError(numbers.mean, numbers.robustDeviation / 10),
            );
            const flux = (value: number) => formatFixed(value, decimals);
            return (
              <tr key={name}>
                <td className="strong">{name}</td>
                <td className="num">{formatFixed(x0, 2)}</td>
                <td className="num">{formatFixed(x1, 2)}</td>
                <td className="num">
                  {formatCount(numbers.used)}{' '}
                  <span className="muted">of {formatCount(numbers.pixels)}</span>
                </td>
                <td className="num">{snr(numbers.meanSnr)}</td>
                <td className="num">{snr(numbers.medianSnr)}</td>
                <td className="num">{flux(numbers.mean)}</td>
                <td className="num">{flux(numbers.median)}</td>
                <td className="num extra">{flux(numbers.deviation)}</td>
                <td className="num">{flux(numbers.robustDeviation)}</td>
                <td className="num extra">{flux(numbers.lowest)}</td>
                <td className="num extra">{flux(numbers.highest)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** Names of the chips of an APOGEE spectrum by rising wavelength. */
const chipNames = ['blue', 'green', 'red'];

function stretches({ payload, segments }: PreparedSpectrum, x0: number, x1: number) {
  const { wavelength, flux, ivar, masks, breaks } = payload;
  const badBits = bitsValue(masks[0]?.bits.filter(({ bad }) => bad) ?? []);
  const bad = (index: number) => ((masks[0]?.values[index] ?? 0) & badBits) !== 0;
  const [first, last] = indexRange(wavelength, x0, x1);
  const row = (name: string, from: number, to: number) => ({
    name,
    x0: wavelength[from] ?? NaN,
    x1: wavelength[to - 1] ?? NaN,
    numbers: rangeStatistics(flux, ivar, from, to, bad),
  });
  const edges = [0, ...breaks, wavelength.length];
  // A stretch between two breaks may hold nothing, as before the first chip of an apStar.
  const parts = edges.slice(1).flatMap((end, index) => {
    const from = edges[index] ?? 0;
    const measured = segments.runs.some((run) => run.from < end && run.to > from);
    return measured ? [{ from, end }] : [];
  });
  const chips = parts.flatMap(({ from, end }, index) => {
    const start = Math.max(first, from);
    const to = Math.min(last, end);
    const name = parts.length === 3 ? `Chip ${chipNames[index] ?? index}` : `Part ${index + 1}`;
    const measured = segments.runs.some((run) => run.from < to && run.to > start);
    return measured && to > start ? [row(name, start, to)] : [];
  });
  return chips.length > 1 ? [row('In view', first, last), ...chips] : [row('In view', first, last)];
}
