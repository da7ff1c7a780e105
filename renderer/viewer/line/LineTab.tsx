import { useMemo } from 'react';
import { indexRange } from '../../plot/bounds.ts';
import type { PreparedSpectrum } from '../../plot/plotModel.ts';
import { clampX } from '../../plot/viewRange.ts';
import { useRestedView } from '../useTabView.ts';
import { lineAdvice } from './lineAdvice.ts';
import { lineRows, lineSentence } from './lineRows.ts';
import { useLine } from './useLine.ts';

/** The numbers follow once the view has rested this long (ms). */
const REST = 200;
/** A view of more pixels than this shows no single line. */
const MOST_PIXELS = 1000;

interface LineTabProps {
  readonly tab: number;
  readonly spectrum: PreparedSpectrum;
}

/** What is measured of the line in view, once the view is close enough to hold only one. */
export function LineTab({ tab, spectrum }: LineTabProps) {
  const view = useRestedView(tab, REST);
  const { x0, x1 } = clampX(view.x ?? spectrum.whole, spectrum.whole, spectrum.step);
  const [first, last] = useMemo(
    () => indexRange(spectrum.payload.wavelength, x0, x1),
    [spectrum, x0, x1],
  );
  return (
    <div
      className="scroll stats-pane"
      tabIndex={0}
      role="region"
      aria-label="Line in view"
      aria-live="polite"
    >
      {last - first > MOST_PIXELS ? (
        <p className="second line-note">
          Zoom in until one line is in the middle of the view (drag a box, or turn the wheel). The
          outer fifths of the view are taken as its continuum.
        </p>
      ) : (
        <Line spectrum={spectrum} from={x0} to={x1} />
      )}
    </div>
  );
}

interface LineProps {
  readonly spectrum: PreparedSpectrum;
  readonly from: number;
  readonly to: number;
}

function Line({ spectrum: { payload }, from, to }: LineProps) {
  const state = useLine(payload, from, to);
  switch (state.kind) {
    case 'measuring':
      return (
        <p className="muted line-note" aria-busy="true">
          Measuring…
        </p>
      );
    case 'failed':
      return (
        <p className="second line-note">
          {state.problem.title}. {lineAdvice(state.problem)}
        </p>
      );
    case 'measured': {
      const rows = lineRows(state.line, payload);
      return (
        <>
          <table className="dense stats" aria-label="Measured">
            <thead>
              <tr>
                {rows.map(({ name, unit }) => (
                  <th key={name} className="num">
                    {name} <span className="u">{unit}</span>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              <tr>
                {rows.map(({ name, text }) => (
                  <td key={name} className="num strong">
                    {text}
                  </td>
                ))}
              </tr>
              <tr>
                {rows.map(({ name, note }) => (
                  <td key={name} className="num muted small">
                    {note}
                  </td>
                ))}
              </tr>
            </tbody>
          </table>
          <p className="muted small line-note">{lineSentence(state.line)}</p>
        </>
      );
    }
  }
}
