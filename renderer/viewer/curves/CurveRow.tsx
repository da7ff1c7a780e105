import { IconXboxX } from '@tabler/icons-react';
import type { ReactNode } from 'react';

interface CurveRowProps {
  readonly label: string;
  /** Id of the field that the label names; absent where the field is a group with its own name. */
  readonly field?: string;
  readonly noteId: string;
  readonly note: ReactNode;
  /** What is wrong; takes the place of the note. */
  readonly fault?: string | undefined;
  readonly children: ReactNode;
}

/** A line of the form: name, fields, and below them what to know or what is wrong. */
export function CurveRow({ label, field, noteId, note, fault, children }: CurveRowProps) {
  return (
    <div className="curve-row">
      {field === undefined ? <span>{label}</span> : <label htmlFor={field}>{label}</label>}
      <div className="curve-fields">{children}</div>
      {fault === undefined ? (
        <div id={noteId} className="parameter-note">
          {note}
        </div>
      ) : (
        <div id={noteId} className="parameter-note error" role="alert">
          <IconXboxX size={14} stroke={1.6} aria-hidden />
          <span>{fault}</span>
        </div>
      )}
    </div>
  );
}
