import { IconAlertTriangle, IconCircleCheck, IconXboxX } from '@tabler/icons-react';
import type { BatchPreview } from '../../core/api/plans.ts';
import { sentence } from '../client/problemText.ts';
import { formatCount, MISSING, plural } from '../format/number.ts';
import type { TableInput } from './tableInput.ts';

const ROWS = 5;
/** A list of all parameters is no help beside the nearest one. */
const MOST_ALLOWED = 120;

interface TablePreviewProps {
  readonly table: TableInput;
  /** Id of the line that says it in a sentence. */
  readonly note: string;
}

/** How a table is understood: its columns, first rows, and every fault with its line. */
export function TablePreview({ table: { preview, problem }, note }: TablePreviewProps) {
  if (problem !== undefined) {
    return (
      <p id={note} className="parameter-note error" role="alert">
        <IconXboxX size={14} stroke={1.6} aria-hidden />
        <span>
          {problem.title}
          {problem.advice !== undefined && `. ${problem.advice}.`}
        </span>
      </p>
    );
  }
  if (preview === undefined) {
    return (
      <p id={note} className="muted small">
        Reading the table
      </p>
    );
  }
  return (
    <div className="col" style={{ gap: 8 }}>
      <Verdict preview={preview} note={note} />
      {preview.faults.length > 0 && <Faults preview={preview} />}
      {preview.rows.length > 0 && <FirstRows preview={preview} />}
    </div>
  );
}

interface VerdictProps {
  readonly preview: BatchPreview;
  readonly note: string;
}

function Verdict({ preview: { checked, whole, faultyRows, faults }, note }: VerdictProps) {
  const rows = whole ? plural(checked, 'row') : `The first ${formatCount(checked)} rows`;
  const right = faults.length === 0;
  const Picture = right ? IconCircleCheck : IconAlertTriangle;
  return (
    <p id={note} className={right ? 'state done' : 'state failed'} aria-live="polite">
      <Picture size={14} stroke={1.6} aria-hidden />
      {right
        ? whole
          ? `${rows}, all understood`
          : `${rows} are understood; the plan reads the rest`
        : faultyRows === 0
          ? `${rows}; a column is not understood`
          : `${rows}; ${plural(faultyRows, 'row')} cannot be understood`}
    </p>
  );
}

function Faults({ preview: { faults } }: { readonly preview: BatchPreview }) {
  return (
    <ol className="fault-list" aria-label="Faults">
      {faults.map(({ line, parameter, message, allowed }, index) => (
        <li key={index}>
          <b>Line {formatCount(line)}</b>
          {parameter !== '' && <span className="mono">{parameter}</span>}
          <span>
            {sentence(message)}
            {allowed !== undefined && allowed.length <= MOST_ALLOWED && `; allowed: ${allowed}`}
          </span>
        </li>
      ))}
    </ol>
  );
}

function FirstRows({ preview: { columns, rows, faults } }: { readonly preview: BatchPreview }) {
  const faulty = new Set(faults.map(({ line }) => line));
  const wrong = new Set(faults.map(({ line, parameter }) => `${line} ${parameter}`));
  return (
    <div className="preview-rows">
      <table className="dense" aria-label="First rows">
        <thead>
          <tr>
            <th className="num">Line</th>
            {columns.map(({ name, parameter }) => (
              <th key={name} className="mono" title={headTitle(name, parameter)}>
                {parameter === null ? <s>{name}</s> : name}
                {parameter !== null && parameter !== name && (
                  <span className="u"> = {parameter}</span>
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, ROWS).map(({ line, cells }) => (
            <tr key={line}>
              <td className={faulty.has(line) ? 'num fail' : 'num muted'}>{formatCount(line)}</td>
              {columns.map(({ name, parameter }, index) => (
                <td
                  key={name}
                  className={wrong.has(`${line} ${parameter ?? name}`) ? 'mono fail' : 'mono'}
                  title={cells[index]}
                >
                  {cells[index] === '' ? MISSING : cells[index]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function headTitle(name: string, parameter: string | null): string {
  if (parameter === null) return `${name}: no such parameter`;
  return parameter === name ? name : `${name} is read as ${parameter}`;
}
