import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';

interface FoldProps {
  readonly title: string;
  /** Beside the title while folded. */
  readonly summary?: string;
  /** Something inside is in use: it cannot be folded away. */
  readonly held: boolean;
  readonly children: ReactNode;
}

/** Rows of a form that are out of the way until they are needed. */
export function Fold({ title, summary, held, children }: FoldProps) {
  const [asked, setAsked] = useState(false);
  const open = asked || held;
  const Arrow = open ? IconChevronDown : IconChevronRight;
  return (
    <>
      <button type="button" className="fold" aria-expanded={open} onClick={() => setAsked(!open)}>
        <Arrow size={12} stroke={1.6} aria-hidden />
        <span>{title}</span>
        {!open && summary !== undefined && <span className="mono clip">{summary}</span>}
      </button>
      {open && children}
    </>
  );
}
