import { NumberInput } from '@mantine/core';
import { describedBy } from '../../components/describedBy.ts';
import { CurveRow } from './CurveRow.tsx';
import { rowNote } from './curveNotes.ts';

interface RowFieldProps {
  readonly id: string;
  /** How many rows there are. */
  readonly rows: number;
  /** Null: nothing is typed. */
  readonly row: number | null;
  readonly fault: string | undefined;
  readonly onRow: (row: number | null) => void;
}

/** Which row, where curves are rows of a table of spectra or of an image of many. */
export function RowField({ id, rows, row, fault, onRow }: RowFieldProps) {
  const note = `${id}-note`;
  return (
    <CurveRow label="Row" field={id} noteId={note} note={rowNote(rows)} fault={fault}>
      <NumberInput
        id={id}
        className="curve-unit"
        {...describedBy(note)}
        min={0}
        max={rows - 1}
        allowDecimal={false}
        allowNegative={false}
        hideControls
        error={fault !== undefined}
        value={row ?? ''}
        onChange={(value) => onRow(typeof value === 'number' ? value : null)}
      />
    </CurveRow>
  );
}
