import type { KeyboardEvent } from 'react';
import { formatCount } from '../format/number.ts';

interface PlainTabsProps<Id extends string> {
  readonly label: string;
  readonly tabs: readonly { readonly id: Id; readonly label: string; readonly count?: number }[];
  /** Null: none is shown now, though choosing one shows it. */
  readonly active: Id | null;
  readonly onChoose: (id: Id) => void;
}

/** Underlined tabs; one Tab stop, arrows choose. */
export function PlainTabs<Id extends string>({
  label,
  tabs,
  active,
  onChoose,
}: PlainTabsProps<Id>) {
  const stop = active ?? tabs[0]?.id;

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>): void {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    const index = tabs.findIndex(({ id }) => id === stop);
    const next = tabs[(index + step + tabs.length) % tabs.length];
    if (next === undefined) return;
    event.preventDefault();
    onChoose(next.id);
    const buttons = event.currentTarget.querySelectorAll<HTMLElement>('[role=tab]');
    buttons[tabs.indexOf(next)]?.focus();
  }

  return (
    <div className="tabs plain" role="tablist" aria-label={label} onKeyDown={onKeyDown}>
      {tabs.map(({ id, label: text, count }) => (
        <button
          key={id}
          type="button"
          className="tab"
          role="tab"
          aria-selected={id === active}
          tabIndex={id === stop ? 0 : -1}
          onClick={() => onChoose(id)}
        >
          {text}
          {count !== undefined && <span className="muted">{formatCount(count)}</span>}
        </button>
      ))}
    </div>
  );
}
